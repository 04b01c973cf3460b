/** The chunk of everything that draws, loaded by the first card that needs it. */
import.meta.glob("./*/chart.ts", { eager: true });

export {};
