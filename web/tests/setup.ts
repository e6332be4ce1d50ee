import { playSample } from "./house";

export default () => playSample(Number(process.env.WEB_TEST_PORT ?? 8123));
