// What every page does once it stands: its elements come to life, and the service worker keeps it for later.
// Elements that only some pages have are fetched by the pages that have them.
import "old-new";
import "sound-player";
import { keepForOffline } from "keeping";

if (document.querySelector("[data-words]")) import("story-words");
if (document.querySelector("tour-map")) import("tour-map");
if (document.querySelector("near-stops")) import("near-stops");
if (document.querySelector("on-the-way")) import("on-the-way");
if (document.querySelector("who-came")) import("who-came");
if (document.querySelector("spot-screen")) import("spot-screen");
if (document.querySelector("far-away")) import("far-away");
if (document.querySelector("scan-code")) import("scan-code");
if (document.querySelector("photo-maker")) import("photo-maker");
if (document.querySelector("photo-news")) import("photo-news");
if (document.querySelector("send-link")) import("send-link");
keepForOffline();
