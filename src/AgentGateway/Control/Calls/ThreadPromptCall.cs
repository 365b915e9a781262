using System.Text.Json;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Control.Calls;

/// <summary><c>thread_prompt</c> (thread_id): exactly what a model would be given now.</summary>
internal sealed class ThreadPromptCall(ThreadService threads) : ControlCall
{
    public override string Name => "thread_prompt";

    public override async Task<ToolAnswer> InvokeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var prompt = await threads.PromptAsync(request.Text("thread_id") ?? "", cancellationToken);
        return prompt.IsRejected(out var rejection)
            ? ToolAnswer.Refuse(rejection)
            : new(JsonSerializer.Serialize(prompt.Value, ViewJson.Plain.PromptView));
    }
}
