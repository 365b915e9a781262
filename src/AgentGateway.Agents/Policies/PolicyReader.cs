using System.Buffers;
using System.Globalization;
using AgentGateway.Agents.Settings;
using AgentGateway.Domain;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Policy;

namespace AgentGateway.Agents.Policies;

/// <summary>
/// Rules as people write them, in the settings or in <c>policy.yaml</c>. A rule begins with what it decides and for
/// which tools (<c>allow: run_command</c>); the other keys narrow it.
/// </summary>
internal static class PolicyReader
{
    private static readonly string[] Decisions = ["allow", "ask", "deny"];

    private static readonly SearchValues<char> ShellCharacters = SearchValues.Create("'\"\\$`;&|<>()");

    /// <summary>What an older version read, and what is only told of now.</summary>
    private const string ReadOnly = "read_only";
    private const string Sandbox = "sandbox";

    private static readonly string[] Keys =
        [.. Decisions, "id", "agent", "command", "argv", "path", "host", "directory", ReadOnly, "up_to", "reason"];

    /// <summary>
    /// All rules, or none when one of them is wrong, because half of a set of rules is not what its author meant.
    /// </summary>
    /// <param name="warnings">Gets what is written and has no effect any more.</param>
    public static IReadOnlyList<PolicyRule> Read(
        SettingsNode node, PolicySource source, List<Rejection> problems, List<Rejection> warnings)
    {
        var before = problems.Count;
        node.RefuseOthers(["rules", Sandbox], problems);
        if (node.Find(Sandbox) is not null)
            warnings.Add(
                node.Wrong(
                    Sandbox,
                    "has no effect any more",
                    "Remove it. Each call names its sandbox, and agw://docs/trust says what that shows."));
        var list = node.Find("rules");
        if (list is { Children.Count: 0, Value.Length: > 0 })
            problems.Add(node.Wrong("rules", "is no list", "Begin each rule with a hyphen."));
        if (node is { Children.Count: 0, Value.Length: > 0 })
            problems.Add(node.Wrong("there are no keys in it", "Write rules: and below it a list of rules."));
        var rules = (list?.Children ?? []).SelectMany(rule => ReadRule(rule, source, problems, warnings)).ToList();
        var repeated = rules.GroupBy(rule => rule.Id.Split('#')[0])
            .Where(same => same.Select(rule => rule.Id).Distinct().Count() < same.Count());
        foreach (var twice in repeated)
            problems.Add(node.Wrong("rules", $"has the id \"{twice.Key}\" twice", "Give each rule an id of its own."));
        return problems.Count > before ? [] : rules;
    }

    private static IEnumerable<PolicyRule> ReadRule(
        SettingsNode node, PolicySource source, List<Rejection> problems, List<Rejection> warnings)
    {
        var before = problems.Count;
        node.RefuseOthers(Keys, problems);
        var decided = Decisions.Where(word => node.Find(word) is not null).ToArray();
        if (decided.Length != 1)
            problems.Add(
                node.Wrong("a rule says exactly one of allow, ask and deny", "Write for example allow: read_file."));
        var tools = decided.Length == 1 ? node.List(decided[0]) ?? [] : [];
        if (decided.Length == 1 && tools.Count == 0)
            problems.Add(node.Wrong(decided[0], "names no tool", "Name tools, or * for every tool."));
        var argv = Words(node, problems);
        var rule = new PolicyRule(
            "",
            decided.Length == 1 ? Enum.Parse<PolicyDecision>(decided[0], ignoreCase: true) : PolicyDecision.Ask,
            source)
        {
            Argv = argv,
            Path = Pattern(node, "path", problems),
            Host = node.Text("host"),
            Directory = node.Text("directory")?.TrimEnd('/'),
            UpTo = Risk(node, problems),
            Reason = node.Text("reason")?.TrimEnd('.'),
        };
        if (rule.Decision == PolicyDecision.Allow && rule.UpTo == RiskClass.R4)
            problems.Add(node.Wrong("up_to", "is R4, which no rule allows", "R3 is the most that a rule can allow."));
        if (rule.Decision == PolicyDecision.Allow && rule.Path is not null && argv is not null)
            problems.Add(
                node.Wrong(
                    "path",
                    "cannot be combined with a command in an allowing rule",
                    "Which paths a command touches is not known for sure; leave one of the two out."));
        var agents = Agents(node, problems);
        if (problems.Count > before) return [];
        if (node.Text(ReadOnly)?.ToLowerInvariant() is not (null or "false" or "no" or "off"))
        {
            warnings.Add(ReadOnlyWarning(node, rule.Decision));
            if (rule.Decision == PolicyDecision.Allow) return [];
        }

        var id = node.Text("id")
            ?? (node.Line > 0
                ? $"policy.yaml:{node.Line.ToString(CultureInfo.InvariantCulture)}"
                : $"settings:{node.Name}");
        // One rule for each pair; only the first keeps the plain id.
        return agents.SelectMany(agent => tools.Select(tool => (agent, tool)))
            .Select((pair, at) => rule with
            {
                Id = at == 0 ? id : $"{id}#{at + 1}",
                Agent = pair.agent == "*" ? null : pair.agent,
                Tool = pair.tool == "*" ? null : pair.tool,
            });
    }

    /// <summary>A client's name is written in its one spelling, since a rule that fits no client would forbid nothing.</summary>
    private static IReadOnlyList<string> Agents(SettingsNode node, List<Rejection> problems)
    {
        if (node.List("agent") is not { Count: > 0 } named) return ["*"];
        var agents = named.Select(ClientName.Pattern).OfType<string>().ToArray();
        if (agents.Length < named.Count)
            problems.Add(
                node.Wrong("agent", "has client: without a name", "Write for example client:claude-code, or client."));
        return agents;
    }

    private static IReadOnlyList<string>? Words(SettingsNode node, List<Rejection> problems)
    {
        var line = node.Text("command");
        var argv = node.Find("argv") is { } list
            ? list.Children.Count > 0 ? list.Children.Select(word => word.Value ?? "").ToArray() : [list.Value ?? ""]
            : null;
        if (line is not null && argv is not null)
            problems.Add(node.Wrong("argv", "stands beside \"command\"", "Keep one of the two."));
        if (line is not null && line.AsSpan().IndexOfAny(ShellCharacters) >= 0)
            problems.Add(
                node.Wrong(
                    "command", "has characters that a shell would treat", "Write the words one by one under argv."));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? argv;
        if (words is ["*", ..] or [""])
            problems.Add(
                node.Wrong(
                    line is null ? "argv" : "command",
                    "names no program",
                    "Begin with a program; * stands for further words at the end."));
        return words;
    }

    private static string? Pattern(SettingsNode node, string key, List<Rejection> problems)
    {
        var pattern = node.Text(key);
        if (pattern is not null && pattern.Split('/').Contains(".."))
            problems.Add(node.Wrong(key, "goes up with ..", "Write where it leads."));
        return pattern;
    }

    /// <summary>
    /// Which commands only read was told by their text, which lowers no risk any more. So such a rule allows nothing,
    /// and one that asks or denies is about all commands.
    /// </summary>
    private static Rejection ReadOnlyWarning(SettingsNode node, PolicyDecision decision) => node.Wrong(
        ReadOnly,
        decision == PolicyDecision.Allow
            ? "has no meaning any more, so this rule allows nothing"
            : "has no meaning any more, so this rule is about all calls that its other keys fit",
        "Remove the key or the rule. Commands in the sandboxes read and workspace run without a rule.");

    private static RiskClass? Risk(SettingsNode node, List<Rejection> problems)
    {
        if (node.Text("up_to") is not { } text) return null;
        if (text.Length == 2 && Enum.TryParse<RiskClass>(text, ignoreCase: true, out var risk)) return risk;
        problems.Add(node.Wrong("up_to", $"is \"{text}\"", "Use R0, R1, R2 or R3."));
        return null;
    }
}
