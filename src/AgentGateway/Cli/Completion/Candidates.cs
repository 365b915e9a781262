using System.CommandLine;
using System.CommandLine.Completions;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Cli.Completion;

/// <summary>A word that may come next, and what it is.</summary>
internal sealed record Candidate(string Word, string About);

/// <summary>
/// What may come next on a command line: verbs and options from the table of verbs, ids and names from the daemon that
/// runs. None is started for it, and where none runs there are simply no ids.
/// </summary>
/// <param name="live">Lists what exists of one kind, by the prefix of its ids.</param>
internal sealed class Candidates(Func<string, Task<IReadOnlyList<Reference>>> live)
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["THREAD"] = ThreadId.Prefix, ["THREAD|TURN"] = ThreadId.Prefix, ["[THREAD] TEXT"] = ThreadId.Prefix,
        ["SESSION"] = SessionId.Prefix, ["TASK"] = TaskId.Prefix, ["AGENT"] = AgentPrefix,
    };

    /// <summary>Stands for agents, whose ids have no prefix.</summary>
    public const string AgentPrefix = "agent";

    /// <param name="words">The words behind <c>agw</c>; the last one is being written, and may be empty.</param>
    public async Task<IReadOnlyList<Candidate>> OfAsync(string[] words)
    {
        if (words.Length == 0 || Array.IndexOf(words, "--", 0, words.Length - 1) >= 0) return [];
        var (before, current) = (words[..^1], words[^1]);
        var verb = (Command)CommandLine.Root(before);
        var depth = 0;
        while (depth < before.Length
            && verb.Subcommands.FirstOrDefault(one => one.Name == before[depth]) is { } next)
            (verb, depth) = (next, depth + 1);
        var all = before.Length > 0 && OptionOf(verb, before[^1]) is { } option
            ? await ValuesAsync(option)
            : current.StartsWith('-') ? Options(verb)
            : [.. depth == before.Length ? Verbs(verb) : [], .. await PositionAsync(verb, before[depth..], current)];
        return [.. all.Where(one => one.Word.StartsWith(current, StringComparison.OrdinalIgnoreCase))];
    }

    private static IEnumerable<Candidate> Verbs(Command verb) =>
        verb.Subcommands.Where(one => !one.Hidden).Select(one => new Candidate(one.Name, Line(one.Description)));

    private static List<Candidate> Options(Command verb) =>
        [.. verb.Options.Where(one => !one.Hidden).Select(one => new Candidate(one.Name, Line(one.Description)))];

    /// <summary>The option of that name which takes a value; null where there is none.</summary>
    private static Option? OptionOf(Command verb, string word) => verb.Options.FirstOrDefault(
        one => one.ValueType != typeof(bool) && (one.Name == word || one.Aliases.Contains(word)));

    private async Task<IEnumerable<Candidate>> ValuesAsync(Option option) =>
        option.Name switch
        {
            "--thread" => Named(await live(ThreadId.Prefix)),
            "--session" or "--session-id" => Named(await live(SessionId.Prefix)),
            "--task" or "--depends-on" => Named(await live(TaskId.Prefix)),
            "--agent" => Named(await live(AgentPrefix)),
            _ => Choices(option),
        };

    /// <summary>The values that an option or a word is limited to; none where it is not.</summary>
    private static IEnumerable<Candidate> Choices(Symbol symbol) =>
        symbol.GetCompletions(CompletionContext.Empty).Select(one => new Candidate(one.Label, ""));

    /// <summary>What may stand at the place that the words before leave.</summary>
    private async Task<IEnumerable<Candidate>> PositionAsync(Command verb, string[] before, string current)
    {
        var place = 0;
        for (var at = 0; at < before.Length; at++)
            if (OptionOf(verb, before[at]) is not null) at++;
            else if (!before[at].StartsWith('-')) place++;
        if (place >= verb.Arguments.Count) return [];
        var kind = Kinds.GetValueOrDefault(verb.Arguments[place].Name) ?? (UsageErrors.PathOf(verb), place) switch
        {
            ("agw approve" or "agw deny" or "agw approvals show", 0) => ApprovalId.Prefix,
            ("agw answer", 0) => QuestionId.Prefix,
            ("agw artifact read", 0) => ArtifactId.Prefix,
            ("agw agents show", 0) => AgentPrefix,
            _ => null,
        };
        return kind is null ? Choices(verb.Arguments[place]) : Named(await live(kind), withNames: current.Length > 0);
    }

    /// <summary>Ids with their names; and the names too, where something is written that may begin one.</summary>
    private static IEnumerable<Candidate> Named(IEnumerable<Reference> all, bool withNames = true)
    {
        foreach (var one in all)
        {
            yield return new(one.Id, one.Name ?? "");
            if (withNames && one.Name is { Length: > 0 } name) yield return new(name, one.Id);
        }
    }

    /// <summary>The first line of a description.</summary>
    private static string Line(string? text) => (text ?? "").Split('\n')[0];
}
