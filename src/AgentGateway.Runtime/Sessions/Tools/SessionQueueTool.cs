using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_queue</c>.</summary>
public sealed class SessionQueueTool(CommandQueueService queue) : Tool<QueueView>(Declaration)
{
    public static readonly ToolDeclaration<QueueView> Declaration = new()
    {
        Name = "session_queue",
        Title = "Read a shell's queue",
        Description = "Shows the commands of a session's queue: those that wait and run, and the newest that have "
            + "ended, with exit_code, duration and the range of output (from_offset, to_offset: read it with "
            + "session_output).",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [SessionToolArguments.Session],
        Result = () => ViewJson.Plain.QueueView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await queue.ListAsync(arguments.Required(SessionToolArguments.Session), cancellationToken));
}
