// Reads squares in the picture of a camera: by the phone itself where it can, else by a program of others in a worker.
const LONGEST = 800; // pixels of the longest side that the program gets: enough for a square that fills a fifth of it

export async function readerOfSquares(worker) {
  return (await ofThePhone()) ?? ofOthers(worker);
}

async function ofThePhone() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => [])) ?? [];
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return { read: async (video) => (await detector.detect(video))[0]?.rawValue ?? null, close() {} };
}

async function ofOthers(address) {
  const { default: QrScanner } = await import("qr-scanner");
  const worker = new Worker(address);
  const canvas = document.createElement("canvas");
  return {
    async read(video) {
      const options = { qrEngine: worker, canvas, scanRegion: wholeOf(video), returnDetailedScanResult: true };
      try {
        return (await QrScanner.scanImage(video, options)).data;
      } catch (error) {
        if (error === QrScanner.NO_QR_CODE_FOUND) return null;
        throw error;
      }
    },
    close: () => worker.terminate(),
  };
}

function wholeOf({ videoWidth: width, videoHeight: height }) {
  const share = Math.min(1, LONGEST / Math.max(width, height));
  return { x: 0, y: 0, width, height, downScaledWidth: Math.round(width * share), downScaledHeight: Math.round(height * share) };
}
