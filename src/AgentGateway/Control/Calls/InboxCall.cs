using System.Text.Json;
using AgentGateway.Runtime.Attention;
using AgentGateway.Runtime.Tools;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>inbox</c> (seen): what waits for the person, and what is new since they looked.</summary>
internal sealed class InboxCall(AttentionService attention) : ControlCall
{
    public override string Name => "inbox";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken) =>
        new(JsonSerializer.Serialize(
            await attention.ListAsync(request.Flag("seen"), cancellationToken), HostJson.Plain.AttentionView));
}
