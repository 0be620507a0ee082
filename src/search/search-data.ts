import type { Calibration } from "./calibration.ts";
import { loadCalibration } from "./calibration.ts";
import type { Glossary } from "./glossary.ts";
import { loadGlossary } from "./glossary.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { loadVocabulary } from "./vocabulary.ts";

/** What the search knows beside the articles. */
export interface SearchData {
  readonly vocabulary: Vocabulary;
  readonly glossary: Glossary;
  readonly calibration: Calibration;
}

/** Reads knowledge/search/. Throws KNOWLEDGE_INVALID naming the file that is wrong. */
export async function loadSearchData(folder: string): Promise<SearchData> {
  const [vocabulary, glossary, calibration] = await Promise.all([loadVocabulary(folder), loadGlossary(folder), loadCalibration(folder)]);
  return { vocabulary, glossary, calibration };
}
