// The package has no types; this is the part that we use.
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface Options {
    url: string;
    dom_id: string;
    deepLinking?: boolean;
  }
  export default function SwaggerUI(options: Options): unknown;
}
