using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Testing.Sample.Tools;

/// <summary><c>note_read</c>.</summary>
public sealed class NoteReadTool(NoteService notes) : Tool<NoteView>(Declaration)
{
    private static readonly ToolArgument<string> Called = ToolArgument.Text("name", "The name of the note.").Required();

    public static readonly ToolDeclaration<NoteView> Declaration = new()
    {
        Name = "note_read",
        Title = "Read a note",
        Description = "Reads a note.",
        Toolset = "notes",
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Reads,
        Risk = RiskClass.R0,
        Arguments = [Called],
        Result = () => NoteJson.Plain.NoteView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await notes.ReadAsync(arguments.Required(Called), cancellationToken));
}
