using System.Text.Json;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Turns;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>thread_prompt</c> (thread_id): exactly what a model would be given now.</summary>
internal sealed class ThreadPromptCall(PromptPreview preview) : ControlCall
{
    public override string Name => "thread_prompt";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var prompt = await preview.OfAsync(request.Text("thread_id") ?? "", cancellationToken);
        return prompt.IsRejected(out var rejection)
            ? ToolAnswer.Refuse(rejection)
            : new(JsonSerializer.Serialize(prompt.Value, ViewJson.Plain.PromptView));
    }
}
