// What every page does once it stands: its elements come to life, and the service worker keeps it for later.
import "old-new";
import "sound-player";
import { keepForOffline } from "keeping";

keepForOffline();
