using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Memory.Tools;

/// <summary><c>memory_remember</c>: a fact is kept as a note.</summary>
public sealed class MemoryRememberTool(NoteService notes) : Tool<RememberedView>(Declaration)
{
    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "text", "One fact, in a sentence that is understood by itself; at most 8000 characters.").Required();

    private static readonly ToolArgument<string> Subject = ToolArgument.Text(
        "subject", "What it is about, in a few words: a person, a project, a question.");

    private static readonly ToolArgument<string> Kind = ToolArgument.Choice(
        "kind", "fact when absent.", "fact", "preference", "decision", "lesson", "event");

    private static readonly ToolArgument<string> Supersedes = ToolArgument.Text(
        "supersedes", "Id of an earlier note (mem_…) that is no longer true because of this one.");

    private static readonly ToolArgument<string> Message = ToolArgument.Text(
        "source_message", "Id of the message (msg_…) that says so.");

    private static readonly ToolArgument<string> Session = ToolArgument.Text(
        "source_session", "Id of the terminal session (ses_…) that showed it; the note is then marked untrusted.");

    private static readonly ToolArgument<string> Range = ToolArgument.Text(
        "source_range", "Of the session: the bytes of its output, as FROM-TO.");

    private static readonly ToolArgument<string> File = ToolArgument.Text("source_file", "The file that says so.");

    private static readonly ToolArgument<string> Url = ToolArgument.Text(
        "source_url", "The address that says so; the note is then marked untrusted.");

    public static readonly ToolDeclaration<RememberedView> Declaration = new()
    {
        Name = "memory_remember",
        Title = "Remember a fact",
        Description = "Keeps a fact as a note that is recalled in other threads, by other clients and after restarts. "
            + "A note that says the same as an earlier one is merged with it, and one that contradicts an earlier one "
            + "stands in its place; the answer says which. Nothing secret belongs in notes.",
        Toolset = Toolsets.Memory,
        Audience = ToolAudience.Everyone,
        Conduct = ToolConduct.Adds,
        IsRepeatable = true,
        Risk = RiskClass.R1,
        Arguments =
        [
            Text, Subject, Kind, MemoryArguments.Scope, MemoryArguments.Confidence, MemoryArguments.Expires, Supersedes,
            Message, Session, Range, File, Url, CommonArguments.IdempotencyKey,
        ],
        Result = () => MemoryViewJson.Plain.RememberedView,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) =>
        MemoryRisk.OfScope(request, arguments.Text(MemoryArguments.Scope));

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken) =>
        Answer(await notes.RememberAsync(
            request,
            new(arguments.Required(Text))
            {
                Subject = arguments.Text(Subject),
                Kind = arguments.Text(Kind),
                Scope = arguments.Text(MemoryArguments.Scope),
                Confidence = arguments.Share(MemoryArguments.Confidence),
                Expires = arguments.Text(MemoryArguments.Expires),
                Supersedes = arguments.Text(Supersedes),
                Source = new(
                    null,
                    PrefixedId.Parse<MessageId>(arguments.Text(Message)),
                    PrefixedId.Parse<SessionId>(arguments.Text(Session)),
                    arguments.Text(Range),
                    arguments.Text(File),
                    arguments.Text(Url)),
                IdempotencyKey = arguments.Text(CommonArguments.IdempotencyKey),
            },
            cancellationToken));
}
