/** A PIN, a passphrase or the inside of a credentials file, with what stands before it. */
const SECRETS: readonly RegExp[] = [
  /\b(?:security[ -]?pin|beveiligings-?pin(?:code)?|pin(?:[ -]?code)?)\b[ \t]{0,2}(?:is|was|:|=)?[ \t]{0,2}["'<]?(\d{4,8})\b/i,
  /\b(?:pass[ -]?phrase|wachtwoordzin|wachtzin|encryptiesleutel|encryption key|password|wachtwoord)\b[ \t]{0,2}(?:is|was|:|=)[ \t]{0,2}["'<]?(?=\S*[\d\p{P}\p{S}])\S{8,}/iu,
  /\b(?:pass[ -]?phrase|wachtwoordzin|wachtzin|password|wachtwoord)[ \t]{0,2}[:=][ \t]{0,2}\S{8,}/i,
  /<(?:RSBackupVaultAADCreds|VaultCredentials?|BackupVaultCreds|ManagementCert|ContainerUniqueName)\b/i,
  /-----BEGIN [A-Z ]{0,30}(?:PRIVATE KEY|CERTIFICATE)-----/,
  /\bMII[A-Za-z0-9+/=]{60,}/,
];

/** Whether a text seems to hold a PIN, a passphrase or the content of a credentials file. */
export function hasSecret(text: string): boolean {
  return SECRETS.some((secret) => secret.test(text));
}
