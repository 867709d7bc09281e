// Browsers start no worker from a file. The search's worker then runs in a hidden frame.
// The search looks for a class of this name.
if (location.protocol === "file:") {
  window.Worker = window.IFrameWorker = class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.waiting = [];
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.appendChild(frame);
      const inner = frame.contentWindow;
      const script = inner.document.createElement("script");
      script.src = url;
      script.onload = () => {
        this.deliver = (data) => inner.dispatchEvent(new MessageEvent("message", { data }));
        this.waiting.splice(0).forEach(this.deliver);
      };
      inner.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      inner.document.body.appendChild(script);
    }

    postMessage(data) {
      this.deliver ? this.deliver(data) : this.waiting.push(data);
    }
  };
}
