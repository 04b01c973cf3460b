/** The chunk of what is looked at now and then, loaded by the first card that needs it. */
import.meta.glob("./*/page.ts", { eager: true });

export {};
