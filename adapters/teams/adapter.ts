import type { Activity, ConfigurationBotFrameworkAuthenticationOptions } from "botbuilder";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from "botbuilder";
import type {
  AuthenticateRequestResult,
  ConnectorClient,
  ConnectorFactory,
  ServiceClientCredentialsFactory,
  UserTokenClient,
} from "botframework-connector";
import { AuthenticationConstants, AuthenticationError, ClaimsIdentity } from "botframework-connector";

import type { Bot, Clock, Delivery } from "#core";
import { BotError, createRecentMap } from "#core";
import type { TeamsSettings } from "../teams-environment.ts";
import { field } from "./decode.ts";
import { createHost, INVOKE_TIME } from "./host.ts";
import { loginOptions } from "./login-options.ts";
import type { Answer } from "./outcome.ts";
import { silenceBotbuilder } from "./silence.ts";
import { wireOver, withoutRetries } from "./wire.ts";

/** What the adapter is made of. */
export interface TeamsAdapterParts {
  readonly bot: Promise<Bot>;
  readonly settings: TeamsSettings;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** Sends to a card on another platform. */
  readonly elsewhere?: (delivery: Delivery) => Promise<boolean>;
  /** Other addresses than Microsoft's for tokens and keys; all of them, or botbuilder takes none of its own. */
  readonly endpoints?: ConfigurationBotFrameworkAuthenticationOptions;
  /** Where outbound tokens come from, instead of the login in the settings. */
  readonly credentials?: ServiceClientCredentialsFactory;
}

/** Teams, as the rest of the program sees it. */
export interface TeamsAdapter {
  readonly name: "teams";
  /** Handles an event that passed the gate, once its token is good. */
  receive(event: object, authorization: string): Promise<Answer>;
  /** Fetches keys and a token before the first message needs them; tries again until it has them. */
  start(): Promise<void>;
  isReady(): boolean;
  /** Looks once whether keys and a token can be had, and if not, why there is no token. */
  look(): Promise<{ readonly hasKeys: boolean; readonly hasToken: boolean; readonly why?: string }>;
  /** Sends a message that nobody asked for just now, such as a reminder; true: it needs no further try. */
  post(conversation: string, delivery: Delivery): Promise<boolean>;
  /** Resolves once nothing is on its way. */
  drained(): Promise<void>;
  /** Sends what is on its way, and no more. */
  stop(): Promise<void>;
}

const UNAUTHORIZED: Answer = { status: 401 };
/** Teams delivers again later. */
const UNAVAILABLE: Answer = { status: 503 };
/** Keys are fetched without a time limit. */
const LONGEST_CHECK = 5000;
/** While it starts, the bot itself is busy for seconds: an answer that waits behind that is not late. */
const LONGEST_LOOK = 20_000;
const FIRST_RETRY = 500;
const LONGEST_RETRY = 10_000;
/** Short, so that a key that Microsoft withdraws does not live on here. */
const CHECKED_FOR = 60_000;
const MOST_TOKENS = 100;
/** Unsigned, with a key nobody has: refused, but only after the keys were fetched. */
const NOBODY = `Bearer ${[{ alg: "RS256", kid: "nobody" }, { iss: AuthenticationConstants.ToBotFromChannelTokenIssuer }, {}]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .join(".")}`;

/** Builds the adapter; refuses to come without a login, since botbuilder then asks nobody for theirs. */
export function createTeamsAdapter({ bot, settings, clock, log, elsewhere, endpoints, credentials }: TeamsAdapterParts): TeamsAdapter {
  const { appId, login } = settings;
  if (appId.trim() === "" && login.kind !== "none") {
    throw new BotError("ENVIRONMENT_INVALID", "TEAMS_APP_ID: is empty, so anybody could speak as anybody. Give the app id of the bot.");
  }
  silenceBotbuilder();
  const options = { ...loginOptions(appId, login), ...endpoints };
  const factory = credentials ?? new ConfigurationServiceClientCredentialFactory(loginOptions(appId, login));
  const authentication = new TeamsAuthentication(options, factory, login.kind !== "none");
  const cloud = new CloudAdapter(authentication);
  const host = createHost({
    ...{ bot, clock, log, appId, hearsChannels: settings.hearsChannels, ...(elsewhere === undefined ? {} : { elsewhere }) },
    home: { tenant: settings.tenants[0] ?? "", serviceUrl: `${settings.serviceOrigins[0] ?? ""}/teams/` },
    wire: async (request, options) => {
      // Without one the old token is refused again, which says it all.
      if (options?.withNewToken === true) await authentication.fetchToken(true).catch(() => {});
      return wireOver(await authentication.connectorFor(request.serviceUrl))(request);
    },
  });
  let isReady = false;
  let isStopped = false;

  const authenticate = async (
    event: object,
    authorization: string,
    longest = LONGEST_CHECK,
  ): Promise<AuthenticateRequestResult | Answer> => {
    let callOff = () => {};
    const late = new Promise<Answer>((resolve) => {
      callOff = clock.after(longest, () => resolve(UNAVAILABLE));
    });
    const checked = authentication
      .authenticateRequest(event as Activity, authorization)
      .catch((error: unknown) => (error instanceof AuthenticationError && error.statusCode === 401 ? UNAUTHORIZED : UNAVAILABLE));
    const result = await Promise.race([checked, late]);
    callOff();
    return result;
  };

  const look: TeamsAdapter["look"] = async () => {
    if (login.kind === "none") return { hasKeys: true, hasToken: true };
    const [refused, token] = await Promise.all([
      authenticate({ channelId: "msteams", serviceUrl: "" }, NOBODY, LONGEST_LOOK),
      authentication.fetchToken().then(
        () => ({ hasToken: true }),
        (error: unknown) => ({ hasToken: false, why: reasonOf(error) }),
      ),
    ]);
    return { hasKeys: "status" in refused && refused.status === 401, ...token };
  };

  return {
    name: "teams",
    receive: async (event, authorization) => {
      const isInvoke = field(event, "type") === "invoke";
      const until = clock.now() + INVOKE_TIME;
      const checked = await authenticate(event, authorization, isInvoke ? INVOKE_TIME : LONGEST_CHECK);
      if ("status" in checked) return checked;
      let answer: Answer = { status: 200 };
      await cloud.processActivityDirect(checked, event as Activity, async () => {
        answer = await host.receive(event, until);
      });
      return answer;
    },
    start: async () => {
      for (let wait = FIRST_RETRY; !isReady && !isStopped; wait = Math.min(wait * 2, LONGEST_RETRY)) {
        const { hasKeys, hasToken, why } = await look();
        if (!hasKeys) log("Teams: the keys of Microsoft could not be fetched; it is tried again.");
        if (!hasToken) log(`Teams: no token (${why}). Check app id, tenant and secret; it is tried again.`);
        isReady = hasKeys && hasToken;
        if (!isReady) await new Promise<void>((resolve) => clock.after(wait, resolve));
      }
    },
    look,
    isReady: () => isReady,
    post: host.post,
    drained: host.drained,
    stop: async () => {
      isStopped = true;
      await host.drained();
    },
  };
}

/** The one check of who speaks, stricter than botbuilder's own: what it answers with 500 or lets in is 401 here. */
class TeamsAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #appId: string;
  readonly #credentials: ServiceClientCredentialsFactory;
  readonly #asksToken: boolean;
  readonly #options: ConfigurationBotFrameworkAuthenticationOptions;
  /** One a service address; botbuilder would make two new ones for each message. */
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();
  readonly #checked = createRecentMap<{ readonly result: AuthenticateRequestResult; readonly until: number }>(MOST_TOKENS);
  #userTokens: Promise<UserTokenClient> | undefined;

  constructor(options: ConfigurationBotFrameworkAuthenticationOptions, credentials: ServiceClientCredentialsFactory, asksToken: boolean) {
    super(options, credentials);
    this.#appId = options.MicrosoftAppId ?? "";
    this.#credentials = credentials;
    this.#asksToken = asksToken;
    this.#options = options;
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    if (activity.channelId !== "msteams" || typeof activity.serviceUrl !== "string") throw refusal();
    // Teams sends the same token many times: what was checked in full a moment ago is good for the same service.
    const key = `${activity.serviceUrl} ${header}`;
    const known = this.#checked.get(key);
    if (known !== undefined && known.until > Date.now()) return known.result;
    const result = await super.authenticateRequest(activity, header).catch((error: unknown) => {
      throw isOutage(error) ? error : refusal();
    });
    const expires: unknown = result.claimsIdentity.getClaimValue("exp");
    if (this.#asksToken && typeof expires !== "number") throw refusal();
    const whole = { ...result, connectorFactory: this.createConnectorFactory() };
    if (typeof expires === "number") this.#checked.set(key, { result: whole, until: Math.min(Date.now() + CHECKED_FOR, expires * 1000) });
    return whole;
  }

  override createConnectorFactory(): ConnectorFactory {
    return { create: (serviceUrl) => this.connectorFor(serviceUrl) };
  }

  override createUserTokenClient(identity: ClaimsIdentity): Promise<UserTokenClient> {
    this.#userTokens ??= super.createUserTokenClient(identity);
    return this.#userTokens;
  }

  connectorFor(serviceUrl: string): Promise<ConnectorClient> {
    const known = this.#connectors.get(serviceUrl);
    if (known !== undefined) return known;
    const identity = new ClaimsIdentity([{ type: AuthenticationConstants.AudienceClaim, value: this.#appId }]);
    const made = super.createConnectorFactory(identity).create(serviceUrl).then(withoutRetries);
    this.#connectors.set(serviceUrl, made);
    made.catch(() => this.#connectors.delete(serviceUrl));
    return made;
  }

  /** Has a token ready; a new one where the old one, which looked good, was refused. */
  async fetchToken(isNew = false): Promise<void> {
    const { ToChannelFromBotOAuthScope: scope, ToChannelFromBotLoginUrl: url } = this.#options;
    const { ToChannelFromBotOAuthScope, ToChannelFromBotLoginUrl } = AuthenticationConstants;
    const credentials = await this.#credentials.createCredentials(
      this.#appId,
      scope ?? ToChannelFromBotOAuthScope,
      url ?? ToChannelFromBotLoginUrl,
      true,
    );
    const { getToken } = credentials as { getToken?: (isNew: boolean) => Promise<unknown> };
    if (getToken !== undefined) await getToken.call(credentials, isNew);
  }
}

function refusal(): AuthenticationError {
  return new AuthenticationError("unauthorized", 401);
}

/** Keys that cannot be fetched say nothing about the token. */
function isOutage(error: unknown): boolean {
  return (error instanceof AuthenticationError && error.statusCode === 500) || nameOf(error) === "FetchError";
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Microsoft's own number for it, where there is one; its sentence may repeat what was sent. */
function reasonOf(error: unknown): string {
  const { errorCode, message } = error as { readonly errorCode?: unknown; readonly message?: unknown };
  return /AADSTS\d+/.exec(String(message))?.[0] ?? (typeof errorCode === "string" ? errorCode : nameOf(error));
}
