import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["core", "adapters", "repo"].map((name) => ({
      test: {
        name,
        include:
          name === "core"
            ? ["test/src/**/*.test.ts"]
            : name === "adapters"
              ? ["test/adapters/**/*.test.ts"]
              : ["test/*.test.ts", "test/repo/**/*.test.ts"],
      },
    })),
  },
});
