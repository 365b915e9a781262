using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Memory.Tools;

/// <summary><c>memory_correct</c>: a note is corrected, confirmed or retracted.</summary>
public sealed class MemoryCorrectTool(NoteService notes) : Tool<RememberedView>(Declaration)
{
    private static readonly ToolArgument<string> Id = ToolArgument.Text("id", "Id of the note (mem_…).").Required();

    private static readonly ToolArgument<string> Action = ToolArgument.Choice(
        "action",
        "correct changes what it says; confirm says that it is still so; retract keeps it as history alone. correct "
            + "when absent.",
        "correct", "confirm", "retract");

    private static readonly ToolArgument<string> Text = ToolArgument.Text("text", "What it says from now on.");
    private static readonly ToolArgument<string> Subject = ToolArgument.Text("subject", "What it is about from now on.");
    private static readonly ToolArgument<string> Reason = ToolArgument.Text("reason", "Why, in a sentence.");

    private static readonly ToolArgument<double> Confidence = ToolArgument.Share(
        "confidence", "How sure it is, from 0 to 1.");

    public static readonly ToolDeclaration<RememberedView> Declaration = new()
    {
        Name = "memory_correct",
        Title = "Correct a note",
        Description = "Corrects, confirms or retracts a note. What it said before stays in its history; to erase it "
            + "call memory_forget.",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R1,
        Arguments = [Id, Action, Text, Subject, Confidence, MemoryArguments.Expires, Reason],
        Result = () => MemoryViewJson.Plain.RememberedView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async ValueTask<CallFacts> TouchesAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        MemoryRisk.OfScope(request, await notes.ScopeOfAsync(arguments.Required(Id), cancellationToken));

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await notes.ChangeAsync(
            request,
            new(arguments.Required(Id), arguments.Text(Action) ?? "correct")
            {
                Text = arguments.Text(Text),
                Subject = arguments.Text(Subject),
                Confidence = arguments.Share(Confidence),
                Expires = arguments.Text(MemoryArguments.Expires),
                Reason = arguments.Text(Reason),
            },
            cancellationToken));
}
