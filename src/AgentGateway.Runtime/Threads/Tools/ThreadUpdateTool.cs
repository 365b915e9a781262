using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads.Tools;

/// <summary><c>thread_update</c>: title, archive, pin.</summary>
public sealed class ThreadUpdateTool(ThreadService threads) : Tool<ThreadEnvelope>(Declaration)
{
    private static readonly ToolArgument<string> Thread = CommonArguments.ThreadId.Required();

    private static readonly ToolArgument<string> Title = ToolArgument.Text(
        "title", "The new title, at most 200 characters.");

    private static readonly ToolArgument<bool> Archived = ToolArgument.Flag(
        "archived", "True archives the thread, false brings it back.");

    private static readonly ToolArgument<bool> Pinned = ToolArgument.Flag(
        "pinned", "True puts the thread at the head of lists, false takes it from there.");

    public static readonly ToolDeclaration<ThreadEnvelope> Declaration = new()
    {
        Name = "thread_update",
        Title = "Update a thread",
        Description =
            "Renames, archives or pins a thread; what is absent stays as it is. An archived thread can be read but "
            + "not sent to, until archived is set to false.",
        Toolset = Toolsets.Threads,
        Audience = ToolAudience.Operator | ToolAudience.Clients,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R1,
        Arguments = [Thread, Title, Archived, Pinned],
        Result = () => ViewJson.Plain.ThreadEnvelope,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await threads.UpdateAsync(
            request.Caller,
            new(
                arguments.Required(Thread),
                arguments.Text(Title),
                arguments.Flag(Archived),
                arguments.Flag(Pinned)),
            cancellationToken));
}
