import { transformAsync } from "@babel/core";
import { getConfig } from "@lingui/conf";
import type { Plugin } from "vite";

// Turns Lingui's macros into calls before anything else sees the file; types and JSX are left to Vite.
export function linguiMacro(configPath: string): Plugin {
  const linguiConfig = getConfig({ configPath });
  return {
    name: "zamer-lingui-macro",
    enforce: "pre",
    async transform(code, id) {
      const file = id.split("?")[0] ?? id;
      if (!/\.tsx?$/.test(file) || !code.includes("@lingui/")) return null;
      const result = await transformAsync(code, {
        filename: file,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ["typescript", "jsx"] },
        plugins: [["@lingui/babel-plugin-lingui-macro", { linguiConfig }]],
      });
      return result?.code ? { code: result.code, map: result.map as never } : null;
    },
  };
}
