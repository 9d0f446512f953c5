/** CloudNativePG's number for postgres: one image serves both platforms. */
export const POSTGRES_USER = { uid: 26, gid: 26 };
