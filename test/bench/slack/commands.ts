/** What people type in the benchmark. */
const TEXTS = [
  "ID: 100050",
  "ID: 3106",
  "obengine does not start",
  "replica is inconsistent",
  "ID: 100051",
  "help",
  "online back-up mislukt, 407 proxy",
  "ID 3188",
];

/** A slash command, each another one: twenty people in five channels. */
export function commandOf(number: number, responseUrl: string): Readonly<Record<string, string>> {
  return {
    ...{
      token: "not-a-real-token",
      command: "/mabs",
      text: TEXTS[number % TEXTS.length] ?? "",
      team_id: "T0NACHT01",
      team_domain: "nachtdienst",
    },
    ...{ channel_id: `C0BENCH${number % 5}`, channel_name: "oncall", user_id: `U0BENCH${number % 20}`, user_name: `ans${number % 20}` },
    ...{ api_app_id: "A0VANGNET", is_enterprise_install: "false", trigger_id: `bench.${process.pid}.${number}`, response_url: responseUrl },
  };
}
