using System.Text.Json;
using AgentGateway.Runtime.History;
using AgentGateway.Runtime.Tools;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>history</c> (kind, limit): what ended, the latest first.</summary>
internal sealed class HistoryCall(HistoryService history) : ControlCall
{
    public override string Name => "history";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var list = await history.ListAsync(request.Text("kind"), (int?)request.Number("limit"), cancellationToken);
        return list.IsRejected(out var refused, out var view)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(view, HostJson.Plain.HistoryView));
    }
}
