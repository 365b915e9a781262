using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Runtime.Sessions.Tools;

/// <summary><c>session_wait</c>: until something happens in a terminal.</summary>
public sealed class SessionWaitTool(SessionWaits waits) : Tool<WaitOutcomeView>(Declaration)
{
    private static readonly ToolArgument<string> Until = ToolArgument.Choice(
        "until", "What to wait for.", "pattern", "quiet", "status", "exit").Required();

    private static readonly ToolArgument<string> Pattern = ToolArgument.Text(
        "pattern",
        "At most 1000 characters; ^ and $ match at lines. What you typed is printed too.");

    private static readonly ToolArgument<int> Quiet = ToolArgument.Number(
        "quiet_ms",
        "Milliseconds without output.",
        minimum: 1, standard: 1000);

    private static readonly ToolArgument<string> Status = ToolArgument.Choice(
        "status",
        "The status to wait for.",
        [.. StatusNames.All]);

    private static readonly ToolArgument<long> Offset = ToolArgument.Count(
        "offset",
        "Look from here, such as a receipt's from_offset.",
        minimum: 0);

    public static readonly ToolDeclaration<WaitOutcomeView> Declaration = new()
    {
        Name = "session_wait",
        Title = "Wait for a terminal",
        Description = "Waits for a session until: pattern (a regular expression in the output since the last "
            + "session_send or match), quiet (nothing printed for quiet_ms), status or exit. matched says whether it "
            + "happened, reason why the wait is over.",
        Toolset = Toolsets.Sessions,
        Audience = ToolAudience.Everyone,
        IsDefault = true,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments =
        [
            SessionToolArguments.Session, Until, Pattern, Quiet, Status, CommonArguments.TimeoutSeconds, Offset,
        ],
        Result = () => ViewJson.Plain.WaitOutcomeView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await waits.WaitAsync(
            new(
                arguments.Required(SessionToolArguments.Session),
                arguments.Required(Until),
                arguments.Text(Pattern),
                arguments.Number(Quiet),
                arguments.Text(Status),
                arguments.Seconds(CommonArguments.TimeoutSeconds),
                arguments.Count(Offset)),
            request.Progress,
            cancellationToken));
}
