import type { TeamsLogin } from "../teams-environment.ts";

/** A login in the words of botbuilder's settings. */
export function loginOptions(appId: string, login: TeamsLogin): Record<string, string> {
  switch (login.kind) {
    case "none":
      return {};
    case "secret":
      return {
        MicrosoftAppId: appId,
        MicrosoftAppType: "SingleTenant",
        MicrosoftAppTenantId: login.tenant,
        MicrosoftAppPassword: login.secret,
      };
    case "certificate": {
      const { tenant, thumbprint, privateKey } = login;
      const certificate = { CertificateThumbprint: thumbprint, CertificatePrivateKey: privateKey };
      return { MicrosoftAppId: appId, MicrosoftAppType: "SingleTenant", MicrosoftAppTenantId: tenant, ...certificate };
    }
    case "managedIdentity":
      return { MicrosoftAppId: appId, MicrosoftAppType: "UserAssignedMsi", MicrosoftAppTenantId: login.tenant };
  }
}
