using System.Globalization;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Runtime.Imports;
using AgentGateway.Runtime.Tools;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary>
/// <c>import</c> (program, root, since, directory, dry_run): copies another program's conversations into threads, with
/// how far it is as progress. No tool does this: it is the person's to say what all agents may read.
/// </summary>
internal sealed class ImportCall(ImportService imports) : ControlCall
{
    public override string Name => "import";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        DateTimeOffset? since = null;
        if (request.Text("since") is { } text)
        {
            if (!DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return ToolAnswer.Refuse(new Rejection(
                    "invalid_argument", $"\"{ShortText.Of(text, 64)}\" is no time.", "Give it as ISO 8601."));
            since = time;
        }

        var import = new ImportRequest(request.Text("program") ?? "", request.Text("root") ?? "")
        {
            Since = since,
            Directory = request.Text("directory"),
            IsTrial = request.Flag("dry_run"),
        };
        var done = await imports.RunAsync(request.Caller, import, TellAsync, cancellationToken);
        return done.IsRejected(out var refused, out var view)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(view, HostJson.Plain.ImportView));

        ValueTask TellAsync(ImportProgressView progress, CancellationToken stop) =>
            request.Progress(
                JsonSerializer.SerializeToUtf8Bytes(progress, HostJson.Plain.ImportProgressView), stop);
    }
}
