// The HTTP interface, to read and to try, from the description that the service itself gives.
import "swagger-ui-dist/swagger-ui.css";
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";

SwaggerUI({ url: "/openapi.json", dom_id: "#reference", deepLinking: true });
