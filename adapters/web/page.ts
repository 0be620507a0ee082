import type { Route } from "../http/route.ts";
import type { ApiParts } from "./api.ts";
import { apiRoutes } from "./api.ts";
import type { GuardOptions } from "./guard.ts";
import { createGuard } from "./guard.ts";
import { fileRoutes } from "./page-files.ts";

/** What the page is made of. */
export interface PageParts extends Omit<ApiParts, "guard"> {
  readonly address: GuardOptions;
}

/** The routes of the page: a chat that needs no account, and shows each reply as every platform would. */
export function pageRoutes({ address, ...parts }: PageParts): readonly Route[] {
  const guard = createGuard(address);
  return [...fileRoutes(guard), ...apiRoutes({ ...parts, guard })];
}
