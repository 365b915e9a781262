using System.Text.Json;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls.Sessions;

/// <summary>
/// <c>session_export</c> (session_id): its recorded output as asciicast v2, in pieces of base64 as progress.
/// </summary>
internal sealed class SessionExportCall(SessionOutput outputs) : ControlCall
{
    private const int PieceBytes = 48 * 1024;

    public override string Name => "session_export";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        await using var pieces = new PieceStream(request.Progress);
        await using var target = new BufferedStream(pieces, PieceBytes);
        var exported = await outputs.ExportCastAsync(request.Text("session_id") ?? "", target, cancellationToken);
        if (exported.IsRejected(out var rejection, out var view)) return ToolAnswer.Refuse(rejection);
        await target.FlushAsync(cancellationToken);
        return new(JsonSerializer.Serialize(view, ViewJson.Plain.SessionExportView));
    }
}
