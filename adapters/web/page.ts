import type { Route } from "../http/route.ts";
import type { ApiParts } from "./api.ts";
import { apiRoutes } from "./api.ts";
import type { GuardOptions } from "./guard.ts";
import { createGuard } from "./guard.ts";
import type { Live } from "./live.ts";
import { createLive } from "./live.ts";
import { fileRoutes } from "./page-files.ts";

/** What the page is made of. */
export interface PageParts extends Omit<ApiParts, "guard"> {
  readonly address: GuardOptions;
}

/** The page as the rest of the program sees it. */
export interface Page {
  readonly routes: readonly Route[];
  /** Shows a reply in the open windows of a conversation; false where there are none. */
  readonly post: Live["post"];
}

/** The page: a chat that needs no account, and shows each reply as every platform would. */
export function createPage({ address, ...parts }: PageParts): Page {
  const guard = createGuard(address);
  const live = createLive({ ...parts, guard });
  return { routes: [...fileRoutes(guard), ...apiRoutes({ ...parts, guard }), live.route], post: live.post };
}
