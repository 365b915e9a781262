using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Testing.Sample.Tools;

/// <summary><c>note_write</c>.</summary>
public sealed class NoteWriteTool(NoteService notes) : Tool<NoteView>(Declaration)
{
    private static readonly ToolArgument<string> Called = ToolArgument.Text("name", "The name of the note.").Required();
    private static readonly ToolArgument<string> Text = ToolArgument.Text("text", "What it says.").Required();

    public static readonly ToolDeclaration<NoteView> Declaration = new()
    {
        Name = "note_write",
        Title = "Write a note",
        Description = "Writes a note, in place of what it said before.",
        Toolset = "notes",
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Idempotent,
        Risk = RiskClass.R1,
        Arguments = [Called, Text],
        Result = () => NoteJson.Plain.NoteView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await notes.WriteAsync(
            request.Caller, arguments.Required(Called), arguments.Required(Text), cancellationToken));
}
