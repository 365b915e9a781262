using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Directives;

/// <summary>
/// Finds directives, for every front end. Only the beginning of a message counts, white space aside,
/// and only a known agent's id or alias makes <c>@</c> or <c>!</c> a directive; everything else is ordinary text.
/// Call it for messages of principals only: an agent's text, a delegation, a tool's result or a file gives no orders.
/// </summary>
public static class DirectiveParser
{
    private static readonly string[] StopWords = ["stop", "leave", "done", "return"];

    /// <summary>The directive that the text is, or null when it is ordinary text.</summary>
    public static Directive? Parse(string text, AgentRoster roster)
    {
        var start = SkipWhiteSpace(text, 0);
        if (start == text.Length) return null;
        return text[start] switch
        {
            '@' => Mention(text, start, roster),
            '!' => Delegation(text, start, roster),
            '/' => Command(text, start),
            _ => null,
        };
    }

    private static Directive? Mention(string text, int start, AgentRoster roster)
    {
        if (Addressed(text, start, roster) is not { } addressed) return null;
        var body = text[addressed.Body..].TrimEnd();
        return StopWords.Contains(body, StringComparer.OrdinalIgnoreCase)
            ? new Directive.EndParticipant(addressed.Agent.Id)
            : new Directive.SetParticipant(addressed.Agent.Id, body);
    }

    private static Directive.Delegate? Delegation(string text, int start, AgentRoster roster) =>
        Addressed(text, start, roster) is { } addressed ? new(addressed.Agent.Id, addressed.Body) : null;

    /// <summary>
    /// The agent named after the sign at <paramref name="start"/> and where the body begins; null where either is
    /// missing.
    /// </summary>
    private static (AgentDefinition Agent, int Body)? Addressed(string text, int start, AgentRoster roster)
    {
        var end = start + 1;
        while (end < text.Length && AgentNames.IsNameCharacter(text[end])) end++;
        if (end == text.Length || !char.IsWhiteSpace(text[end])) return null;
        var body = SkipWhiteSpace(text, end);
        return body < text.Length && roster.Find(text[(start + 1)..end]) is { } agent ? (agent, body) : null;
    }

    private static Directive? Command(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
        var rest = text[end..].Trim();
        var word = text[start..end];
        if (word.Equals("/return", StringComparison.OrdinalIgnoreCase) && rest.Length == 0)
            return new Directive.Return();
        if (word.Equals("/task", StringComparison.OrdinalIgnoreCase)) return new Directive.StartTask(rest);
        if (word.Equals("/tasks", StringComparison.OrdinalIgnoreCase) && rest.Length == 0)
            return new Directive.ListTasks();
        if (word.Equals("/approve", StringComparison.OrdinalIgnoreCase)) return Decision(rest, deny: false);
        if (word.Equals("/deny", StringComparison.OrdinalIgnoreCase)) return Decision(rest, deny: true);
        if (!word.Equals("/handoff", StringComparison.OrdinalIgnoreCase)) return null;
        var name = rest.TakeWhile(c => !char.IsWhiteSpace(c)).Count();
        var reason = rest[name..].Trim();
        return new Directive.Handoff(rest[..name].TrimStart('@'), reason.Length == 0 ? null : reason);
    }

    /// <summary>
    /// A decision has an approval's id behind it, or nothing: any other text is a sentence that begins with this word.
    /// </summary>
    private static Directive.Decide? Decision(string rest, bool deny)
    {
        var length = rest.TakeWhile(c => !char.IsWhiteSpace(c)).Count();
        if (length > 0 && !rest.StartsWith(ApprovalId.Prefix, StringComparison.Ordinal)) return null;
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
