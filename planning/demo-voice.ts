/** How a synthetic voice is told from a person's, wherever its files go: no live line may speak in it. */
export const DEMO_VOICE = {
  /** File in a folder of synthetic announcements. */
  marker: "DEMO-VOICE.json",
  /** Comment in each sound file; whoever copies one file copies it along. */
  comment: "hotline demo voice, synthetic, not for a live line",
} as const;
