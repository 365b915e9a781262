using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Directives;

/// <summary>
/// Finds directives, for every front end. Only the first character of a message counts: a message that begins with white
/// space, with <c>//</c> or with a path is ordinary text. A command or an agent that does not exist is refused rather than
/// taken for text (<see cref="Directive.Unknown"/>). Call it for messages of principals only: an agent's text, a
/// delegation, a tool's result or a file gives no orders.
/// </summary>
public static class DirectiveParser
{
    /// <summary>Before the part of a handoff that only the new owner is told.</summary>
    private const string BriefMark = "--brief";

    private static readonly string[] StopWords = ["stop", "leave", "done", "return"];

    /// <summary>The directive that the text is, or null when it is ordinary text.</summary>
    public static Directive? Parse(string text, AgentRoster roster) => text.Length == 0 ? null : text[0] switch
    {
        '@' => Mention(text, roster),
        '!' => Delegation(text, roster),
        '/' => Command(text),
        _ => null,
    };

    /// <summary>
    /// The command that answers, which the text is; null otherwise. For texts that give no other orders, such as the
    /// prompt of a task.
    /// </summary>
    public static Directive.Answer? AnswerOf(string text) =>
        text.StartsWith('/') ? Command(text) as Directive.Answer : null;

    /// <summary>
    /// The command of a conversation that the text is, with what follows the word; null where it is none, and is to be
    /// read as any other message.
    /// </summary>
    public static (GatewayCommand Command, string Arguments)? ConversationCommand(string text) =>
        text.StartsWith('/') && Name(text) is { } name && GatewayCommand.FindOfConversations(name) is { } command
            ? (command, text[(name.Length + 1)..].Trim())
            : null;

    private static Directive? Mention(string text, AgentRoster roster)
    {
        if (Name(text) is not { } name) return null;
        if (roster.Find(name) is not { } agent) return Unknown('@', name, roster);
        var body = text[(name.Length + 1)..].Trim();
        return body.Length == 0 ? null
            : StopWords.Contains(body, StringComparer.OrdinalIgnoreCase)
            ? new Directive.EndParticipant(agent.Id)
            : new Directive.SetParticipant(agent.Id, body);
    }

    private static Directive? Delegation(string text, AgentRoster roster)
    {
        if (Name(text) is not { } name) return null;
        if (roster.Find(name) is not { } agent) return Unknown('!', name, roster);
        var body = SkipWhiteSpace(text, name.Length + 1);
        return body == text.Length ? null : new Directive.Delegate(agent.Id, body);
    }

    private static Directive.Unknown Unknown(char sign, string name, AgentRoster roster) => new(
        DirectiveRejections.UnknownAgent(
            sign, name, roster.Agents.SelectMany(agent => agent.Aliases.Prepend(agent.Id.Value))));

    /// <summary>
    /// The name behind the sign that the text begins with, where it stands alone or before white space and could be an
    /// agent's or a command's; else null.
    /// </summary>
    private static string? Name(string text)
    {
        var end = 1;
        while (end < text.Length && AgentNames.IsNameCharacter(text[end])) end++;
        var name = text[1..end];
        return AgentNames.IsWellFormed(name) && (end == text.Length || char.IsWhiteSpace(text[end])) ? name : null;
    }

    private static Directive? Command(string text)
    {
        if (Name(text) is not { } name) return null;
        if (GatewayCommand.Find(name) is not { } command)
            return new Directive.Unknown(DirectiveRejections.UnknownCommand(name));
        var rest = text[(name.Length + 1)..].Trim();
        return command.Name switch
        {
            _ when command.Answers => new Directive.Answer(command),
            "task" => new Directive.StartTask(rest),
            "tasks" when rest.Length == 0 => new Directive.ListTasks(),
            "remember" => new Directive.RememberText(rest),
            "recall" => new Directive.RecallText(rest),
            "forget" when !rest.Any(char.IsWhiteSpace) => new Directive.ForgetItem(rest),
            "return" when rest.Length == 0 => new Directive.Return(),
            "approve" when IsApproval(rest) => Decision(rest, deny: false),
            "deny" when IsApproval(rest) => Decision(rest, deny: true),
            "handoff" when BriefOf(rest) is not { Brief: "" } => Handoff(rest),
            _ => new Directive.Unknown(DirectiveRejections.WrongCommand(command)),
        };
    }

    private static Directive.Handoff Handoff(string rest)
    {
        if (BriefOf(rest) is var (said, brief))
            return Handoff(said) with { Brief = brief, Shown = $"/handoff {said}" };
        var name = rest.TakeWhile(c => !char.IsWhiteSpace(c)).Count();
        var reason = rest[name..].Trim();
        return new(rest[..name].TrimStart('@'), reason.Length == 0 ? null : reason);
    }

    /// <summary>What stands before the mark of a brief and behind it; null where there is no such mark.</summary>
    private static (string Said, string Brief)? BriefOf(string rest)
    {
        for (var at = rest.IndexOf(BriefMark, StringComparison.Ordinal);
            at >= 0;
            at = rest.IndexOf(BriefMark, at + 1, StringComparison.Ordinal))
        {
            var end = at + BriefMark.Length;
            if (at > 0 && char.IsWhiteSpace(rest[at - 1]) && (end == rest.Length || char.IsWhiteSpace(rest[end])))
                return (rest[..at].Trim(), rest[end..].Trim());
        }

        return null;
    }

    /// <summary>
    /// A decision has an approval's id behind it, or nothing: any other text is a sentence that begins with this word.
    /// </summary>
    private static bool IsApproval(string rest) =>
        rest.Length == 0 || rest.StartsWith(ApprovalId.Prefix, StringComparison.Ordinal);

    private static Directive.Decide Decision(string rest, bool deny)
    {
        var length = rest.TakeWhile(c => !char.IsWhiteSpace(c)).Count();
        var (id, more) = (rest[..length], rest[length..].Trim());
        if (deny) return new(id, "deny", more.Length == 0 ? null : more);
        var kind = more.TrimStart('-').ToLowerInvariant();
        return new(id, kind.Length == 0 ? "once" : kind, null);
    }

    private static int SkipWhiteSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
