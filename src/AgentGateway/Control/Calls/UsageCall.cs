using System.Text.Json;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Usage;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>usage</c> (by, days): what models were used for.</summary>
internal sealed class UsageCall(UsageService usage) : ControlCall
{
    public override string Name => "usage";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var report = await usage.ReportAsync(
            request.Text("by") ?? "day", (int)(request.Number("days") ?? 30), cancellationToken);
        return report.IsRejected(out var refused, out var view)
            ? ToolAnswer.Refuse(refused)
            : new(JsonSerializer.Serialize(view, HostJson.Plain.UsageView));
    }
}
