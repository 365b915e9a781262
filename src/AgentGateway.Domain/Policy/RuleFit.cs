using AgentGateway.Domain.Clients;

namespace AgentGateway.Domain.Policy;

/// <summary>Whether a rule is about a call, and how closely.</summary>
internal static class RuleFit
{
    private const int ExactArguments = 10_000;
    private const int ArgumentPattern = 100;

    public static bool Fits(PolicyRule rule, PolicyRequest request, RiskClass risk, CommandFindings? command) =>
        FitsCaller(rule.Agent, request.Agent)
        && FitsName(rule.Tool, request.Tool)
        && (rule.Thread is null || rule.Thread == request.Thread)
        && FitsRisk(rule, risk)
        && (request.Session is null || rule.Decision != PolicyDecision.Allow || rule.Argv is null)
        && (rule.Argv is null || FitsCommand(rule, command))
        && (rule.Directory is null || rule.Directory == request.Command?.Directory)
        && (rule.Path is null || FitsPaths(rule, request, command))
        && (rule.Host is null || FitsHost(rule.Host, request.Host))
        && (rule.Arguments is null || rule.Arguments == request.Arguments);

    /// <summary>First how closely it describes the arguments, then how closely the caller and the tool.</summary>
    public static (int Arguments, int Names) Closeness(PolicyRule rule) => (
        (rule.Arguments is null ? 0 : ExactArguments)
        + ClosenessOfWords(rule)
        + (rule.Path is null ? 0 : ArgumentPattern + PatternText.Letters(rule.Path))
        + (rule.Host is null ? 0 : ArgumentPattern + PatternText.Letters(rule.Host))
        + (rule.Directory is null ? 0 : 1),
        ClosenessOfCaller(rule) + ClosenessOfName(rule.Tool));

    private static int ClosenessOfWords(PolicyRule rule) => rule.Argv is null
        ? 0
        : (rule.Exact ? ExactArguments : ArgumentPattern) + rule.Argv.Count(word => word != "*");

    /// <summary>
    /// A client's name is a claim. So a rule that asks or denies is closer when it names one client, and a rule that
    /// allows is not: it does not outweigh one that forbids the same to every client.
    /// </summary>
    private static int ClosenessOfCaller(PolicyRule rule) =>
        ClosenessOfName(rule.Agent)
        + (rule.Decision != PolicyDecision.Allow && ClientName.NamesOne(rule.Agent) ? 1 : 0);

    private static int ClosenessOfName(string? pattern) => pattern switch
    {
        null or "*" => 0,
        _ when pattern.Contains('*', StringComparison.Ordinal) => 1,
        _ => 2,
    };

    private static bool FitsCaller(string? pattern, string name) =>
        FitsName(pattern, name) || (pattern == ClientName.Any && ClientName.IsClient(name));

    private static bool FitsName(string? pattern, string name) => pattern is null || PatternText.Fits(pattern, name);

    private static bool FitsRisk(PolicyRule rule, RiskClass risk) =>
        risk <= (rule.UpTo ?? (rule.Decision == PolicyDecision.Allow ? RiskClass.R2 : RiskClass.R4));

    private static bool FitsCommand(PolicyRule rule, CommandFindings? command) =>
        command is not null
        && (rule.Decision == PolicyDecision.Allow
            ? command.Argv is { } plain && FitsWords(rule, plain)
            : command.Commands.Any(words => FitsWords(rule, words) || FitsBetweenOptions(rule, words)));

    private static bool FitsWords(PolicyRule rule, IReadOnlyList<string> words)
    {
        var wanted = rule.Argv!;
        if (rule.Exact) return wanted.SequenceEqual(words, StringComparer.Ordinal);
        var open = wanted.Count > 0 && wanted[^1] == "*";
        var count = open ? wanted.Count - 1 : wanted.Count;
        if (open ? words.Count < count : words.Count != count) return false;
        for (var index = 0; index < count; index++)
            if (!PatternText.Fits(wanted[index], words[index]))
                return false;
        return true;
    }

    /// <summary>
    /// Whether the words of the rule occur in their order when options before and between them are skipped. The word
    /// behind an option is skipped too, because it may be the value: <c>git push *</c> fits <c>git -C . push</c>. Which
    /// options have a value differs by program, so a rule that asks or denies may fit too much.
    /// </summary>
    private static bool FitsBetweenOptions(PolicyRule rule, IReadOnlyList<string> words)
    {
        if (rule.Exact) return false;
        var wanted = rule.Argv!;
        var open = wanted.Count > 0 && wanted[^1] == "*";
        var count = open ? wanted.Count - 1 : wanted.Count;

        // reached[n]: the first n words of the rule can be found in the words so far.
        var reached = new bool[count + 1];
        reached[0] = true;
        for (var at = 0; at < words.Count; at++)
        {
            var skips = at > 0 && (IsOption(words[at]) || (at > 1 && IsOption(words[at - 1])));
            for (var found = count; found >= 0; found--)
            {
                var fits = found > 0 && reached[found - 1] && PatternText.Fits(wanted[found - 1], words[at]);
                reached[found] = fits || (reached[found] && skips && found < count);
            }

            if (open && reached[count]) return true;
        }

        return reached[count];
    }

    /// <summary>A word that is not known before the command runs may be one, or none at all.</summary>
    private static bool IsOption(string word) => word == "$" || (word.Length > 1 && word[0] is '-' or '+');

    private static bool FitsPaths(PolicyRule rule, PolicyRequest request, CommandFindings? command)
    {
        var pattern = rule.Path!.StartsWith('/') ? rule.Path
            : rule.Path.StartsWith("~/", StringComparison.Ordinal) ? request.Zones.Home + rule.Path[1..]
            : request.Workspace is { } workspace ? $"{workspace}/{rule.Path}" : null;
        if (pattern is null) return false;
        var paths = request.Paths.Concat(command?.Paths ?? []).ToList();

        // Only some of the paths that a command touches are known, so a rule about paths never allows a command.
        return rule.Decision == PolicyDecision.Allow
            ? request.Command is null
                && paths.Count > 0
                && paths.All(path => PatternText.FitsPath(pattern, PathText.Normal(path.Real)))
            : paths.Any(path => PatternText.FitsPath(pattern, PathText.Normal(path.Real)));
    }

    private static bool FitsHost(string pattern, string? host) =>
        host is not null
        && (PatternText.Fits(pattern, host, ignoreCase: true)
            || (pattern.StartsWith("*.", StringComparison.Ordinal)
                && pattern.AsSpan(2).Equals(host, StringComparison.OrdinalIgnoreCase)));
}
