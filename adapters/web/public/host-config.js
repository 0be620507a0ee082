/**
 * How Teams draws a card, for the renderer: its fonts, distances and colours, light and dark.
 *
 * Colours that the renderer sets by script; the quiet ones are dark (or light) enough to be read on every container.
 */

const PALETTES = {
  light: {
    page: "#ffffff",
    emphasis: "#f5f5f5",
    text: "#242424",
    quiet: "#5c5c5c",
    accent: "#4f52b2",
    good: "#0b6a0b",
    warning: "#8a5a00",
    attention: "#b10e1c",
    goodBox: "#e7f2da",
    warningBox: "#fbf3db",
    attentionBox: "#fcf0f1",
    accentBox: "#eef0fb",
    line: "#d6d6d6",
  },
  dark: {
    page: "#292929",
    emphasis: "#333333",
    text: "#ffffff",
    quiet: "#c8c8c8",
    accent: "#a6a8f0",
    good: "#a3d38d",
    warning: "#f2d27a",
    attention: "#f5a5ac",
    goodBox: "#2a3a22",
    warningBox: "#40361b",
    attentionBox: "#43272a",
    accentBox: "#32334d",
    line: "#525252",
  },
};

/**
 * The host configuration of one theme.
 *
 * @param {"light" | "dark"} theme
 */
export function hostConfig(theme) {
  const palette = PALETTES[theme];
  const shade = (/** @type {string} */ color) => ({ default: color, subtle: color });
  const foregroundColors = {
    default: { default: palette.text, subtle: palette.quiet },
    dark: shade(palette.text),
    light: shade(palette.quiet),
    accent: shade(palette.accent),
    good: shade(palette.good),
    warning: shade(palette.warning),
    attention: shade(palette.attention),
  };
  const container = (/** @type {string} */ backgroundColor) => ({ backgroundColor, foregroundColors });
  return {
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: palette.line },
    supportsInteractivity: true,
    fontTypes: {
      default: {
        fontFamily: "'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', sans-serif",
        fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
        fontWeights: { lighter: 300, default: 400, bolder: 600 },
      },
      monospace: {
        fontFamily: "ui-monospace, 'Cascadia Mono', Consolas, Menlo, 'DejaVu Sans Mono', monospace",
        fontSizes: { small: 12, default: 13, medium: 14, large: 18, extraLarge: 24 },
        fontWeights: { lighter: 300, default: 400, bolder: 600 },
      },
    },
    containerStyles: {
      default: container(palette.page),
      emphasis: container(palette.emphasis),
      accent: container(palette.accentBox),
      good: container(palette.goodBox),
      attention: container(palette.attentionBox),
      warning: container(palette.warningBox),
    },
    actions: {
      maxActions: 6,
      spacing: "default",
      buttonSpacing: 8,
      showCard: { actionMode: "inline", inlineTopMargin: 16 },
      actionsOrientation: "horizontal",
      actionAlignment: "left",
    },
    adaptiveCard: { allowCustomStyle: false },
  };
}
