using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Memory.Tools;

/// <summary><c>memory_write</c>: a document is changed.</summary>
public sealed class MemoryWriteTool(DocumentService documents) : Tool<DocumentWrittenView>(Declaration)
{
    private static readonly ToolArgument<string> Named = ToolArgument.Text(
        "name",
        "SOUL (who an agent is), MEMORY (what it keeps), USER (what is known of the person), or a name of your own for "
            + "a shared document.").Required();

    private static readonly ToolArgument<string> Mode = ToolArgument.Choice(
        "mode",
        "append adds text at the end, remove takes a passage out, replace writes the whole text or one passage anew, "
            + "restore brings a version back. append when absent.",
        "append", "remove", "replace", "restore");

    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "text", "What is added, the passage that is taken out, or what stands there from now on.");

    private static readonly ToolArgument<string> Passage = ToolArgument.Text(
        "passage", "With replace: the passage that the text replaces, exactly as it stands. Absent: the whole document.");

    private static readonly ToolArgument<long> Version = ToolArgument.Count(
        "version",
        "The version that you read and changed; where it is not the newest any more, the answer is the difference. With "
            + "restore the version to bring back.",
        minimum: 0);

    private static readonly ToolArgument<string> Reason = ToolArgument.Text(
        "reason", "Why, in a sentence; kept in the history.");

    public static readonly ToolDeclaration<DocumentWrittenView> Declaration = new()
    {
        Name = "memory_write",
        Title = "Write a document of memory",
        Description = "Changes a document that prompts show whole: at most 20000 characters, every version kept. What "
            + "another author wrote is not overwritten unseen. Single facts are better kept with memory_remember.",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R1,
        Arguments = [Named, MemoryArguments.Scope, Mode, Text, Passage, Version, Reason],
        Result = () => MemoryViewJson.Plain.DocumentWrittenView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        MemoryRisk.OfDocument(
            request, arguments.Required(Named), arguments.Text(MemoryArguments.Scope), arguments.Text(Text));

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await documents.WriteAsync(
            request,
            new(arguments.Required(Named), arguments.Text(Mode) ?? "append", arguments.Text(Text))
            {
                Scope = arguments.Text(MemoryArguments.Scope),
                Passage = arguments.Text(Passage),
                Version = arguments.Count(Version),
                Reason = arguments.Text(Reason),
            },
            cancellationToken));
}
