import { createLink } from "@tanstack/react-router";
import { Button } from "antd";

/** A way to another page that looks like a button. */
export const LinkButton = createLink(Button);
