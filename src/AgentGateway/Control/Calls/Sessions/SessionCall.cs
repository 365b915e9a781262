using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Control.Calls.Sessions;

/// <summary>A call about one session that is no tool and answers with a view.</summary>
/// <param name="json">Gives the JSON of the view; asked when the call is made.</param>
internal sealed class SessionCall<TView>(
    string name,
    Func<JsonTypeInfo<TView>> json,
    Func<ControlRequest, string, CancellationToken, Task<Outcome<TView>>> run) : ControlCall
{
    public override string Name => name;

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var outcome = await run(request, request.Text("session_id") ?? "", cancellationToken);
        return outcome.IsRejected(out var rejection)
            ? ToolAnswer.Refuse(rejection)
            : new(JsonSerializer.Serialize(outcome.Value, json()));
    }
}
