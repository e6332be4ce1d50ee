import { playSamples } from "./house";

export default () => playSamples(Number(process.env.WEB_TEST_PORT ?? 8123));
