using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Control.Calls;

/// <summary>A call that only the operator has, and that answers with a view.</summary>
/// <param name="json">Gives the JSON of the view; asked when the call is made.</param>
internal sealed class ViewCall<TView>(
    string name,
    Func<JsonTypeInfo<TView>> json,
    Func<ControlRequest, CancellationToken, Task<Outcome<TView>>> run) : ControlCall
{
    public override string Name => name;

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken) =>
        (await run(request, cancellationToken)).IsRejected(out var rejection, out var view)
            ? ToolAnswer.Refuse(rejection)
            : new(JsonSerializer.Serialize(view, json()));
}
