using System.Collections.Frozen;
using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that keep versions of files and exchange them with others.</summary>
internal static class VersionControl
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("git") { Read = Git },
        new("hg") { PublishingVerbs = ["push", "email"], RunningOptions = ["--config", "--ssh", "-e"] },
        new("svn")
        {
            PublishingVerbs = ["commit", "ci", "import", "delete", "copy", "move"],
            RunningOptions = ["--config-option", "--editor-cmd", "--diff-cmd"],
        },
    ];

    private static readonly string[] PublishingVerbs = ["push", "send-email", "credential", "svn"];

    private static readonly string[] RunningOptions =
    [
        "-c", "--exec-path", "--exec", "-x", "--upload-pack", "--receive-pack", "--ext-diff", "--textconv",
        "--config-env", "--open-files-in-pager", "-O", "SHELL=", "alias.",
    ];

    private static readonly FrozenSet<string> RunningVerbs =
        "foreach run filter-branch difftool mergetool daemon instaweb web--browse shell".Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    private static Answer Git(ProgramCall call, ProgramContext context)
    {
        var verb = Verb(call.Words);
        if (verb == "clean" && !call.Words.Any(word => word is "-n" or "--dry-run"))
            foreach (var directory in Cleaned(call.Words))
                context.Paths.Touch(directory + "/" + Marks.Star, ShellPathUse.Delete, call.State, whole: true);
        GitAliases.Read(call, verb, context);
        if (call.Arguments.Any(TellsToRun)) Interpreters.Read(call, context);
        if (PublishingVerbs.Contains(verb))
            context.Findings.Say("git sends something to others");
        else if (verb == "config" && call.Words.Any(word => word is "--global" or "--system"))
            context.Findings.Say("it changes git outside of the workspace");
        UnknownWords.Suspect(call.Words, call.State, context);
        return Answer.Unknown;
    }

    private static bool TellsToRun(string word) =>
        RunningVerbs.Contains(word)
        || word.Contains("ext::", StringComparison.Ordinal)
        || RunningOptions.Any(option => OptionTable.GivesOrBegins(word, option));

    /// <summary>The directories in which <c>git clean</c> deletes what git does not know.</summary>
    private static IEnumerable<string> Cleaned(IReadOnlyList<string> words)
    {
        var trees = new List<string>();
        for (var at = 1; at < words.Count && words[at] != "clean"; at++)
        {
            if (words[at] is "-C" or "--work-tree" && at + 1 < words.Count) trees.Add(words[at + 1]);
            if (words[at].StartsWith("--work-tree=", StringComparison.Ordinal))
                trees.Add(words[at]["--work-tree=".Length..]);
        }

        string[] starts = trees.Count == 0 ? [""] : [.. trees.Select(tree => tree + "/")];
        var named = words.SkipWhile(word => word != "clean").Skip(1)
            .Where(word => word.Length > 0 && word[0] != '-' && word is not "clean").ToList();
        return named.Count == 0
            ? starts.Select(DirectoryOf)
            : named.SelectMany(name => name[0] == '/' ? [name] : starts.Select(start => start + name));
    }

    private static string DirectoryOf(string start) =>
        start.Length == 0 ? "." : start.TrimEnd('/') is { Length: > 0 } directory ? directory : "/";

    /// <summary>Behind its own options, what git is to do.</summary>
    private static string Verb(IReadOnlyList<string> words)
    {
        for (var at = 1; at < words.Count; at++)
        {
            if (TakesValue(words[at])) at++;
            else if (!words[at].StartsWith('-')) return words[at];
        }

        return "";
    }

    private static bool TakesValue(string option) =>
        option is "-C" or "-c" or "--git-dir" or "--work-tree" or "--namespace" or "--exec-path" or "--config-env";
}
