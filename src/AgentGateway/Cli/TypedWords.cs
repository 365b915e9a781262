using System.CommandLine;

namespace AgentGateway.Cli;

/// <summary>
/// The words that a person typed, in the one order that the parser knows: options that all verbs share may come before
/// the verb, and <c>help</c> and <c>--last</c> may stand in several places.
/// </summary>
internal static class TypedWords
{
    private static readonly Option[] Shared =
    [
        CommonOptions.Data, CommonOptions.Json, CommonOptions.Colour, CommonOptions.NoPager, CommonOptions.NoStart,
    ];

    /// <summary>The words for the parser; without any, those that show the help.</summary>
    public static string[] Of(string[] args) => args.Length == 0 ? ["--help"] : Newest(Help(SharedLast(args)));

    /// <summary><c>agw --json thread list</c> is <c>agw thread list --json</c>.</summary>
    private static string[] SharedLast(string[] words)
    {
        var verb = 0;
        while (verb < words.Length && SharedOption(words[verb]) is { } option)
            verb += option.ValueType == typeof(bool) || words[verb].Contains('=') ? 1 : 2;
        if (verb == 0 || verb >= words.Length) return words;
        var end = EndOf(words);
        return [.. words[verb..end], .. words[..verb], .. words[end..]];
    }

    private static Option? SharedOption(string word)
    {
        var name = word.Split('=')[0];
        return Shared.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));
    }

    /// <summary>
    /// <c>agw help thread send</c> and <c>agw thread help send</c> are <c>agw thread send --help</c>.
    /// </summary>
    private static string[] Help(string[] words)
    {
        var (verb, depth) = VerbIn(words, words.Length);
        return verb.Subcommands.Count > 0 && depth < words.Length && words[depth] == "help"
            ? [.. words[..depth], .. words[(depth + 1)..], "--help"]
            : words;
    }

    /// <summary>
    /// <c>--last</c> is <c>-</c> at the place of the name, so that the words behind it keep their places.
    /// </summary>
    private static string[] Newest(string[] words)
    {
        if (Array.IndexOf(words, CommonOptions.Last.Name, 0, EndOf(words)) is not (>= 0 and var last)) return words;
        var (verb, depth) = VerbIn(words, last);
        return References.IsTakenBy(verb)
            ? [.. words[..depth], References.Newest, .. words[depth..last], .. words[(last + 1)..]]
            : words;
    }

    /// <summary>Where the words are that are never options.</summary>
    private static int EndOf(string[] words) => Array.IndexOf(words, "--") is >= 0 and var dash ? dash : words.Length;

    /// <summary>The verb that the first words name, and how many they are.</summary>
    private static (Command Verb, int Depth) VerbIn(string[] words, int wordsMax)
    {
        var (verb, depth) = ((Command)CommandLine.Root(words), 0);
        while (depth < wordsMax && verb.Subcommands.FirstOrDefault(one => one.Name == words[depth]) is { } next)
            (verb, depth) = (next, depth + 1);
        return (verb, depth);
    }
}
