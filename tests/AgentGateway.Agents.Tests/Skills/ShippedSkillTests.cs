using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentGateway.Agents.Skills;
using AgentGateway.Runtime.Skills;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Agents.Tests.Skills;

/// <summary>The skills that come with the program speak of tools that there are.</summary>
public sealed partial class ShippedSkillTests
{
    private static readonly Dictionary<string, ToolDeclaration> Tools =
        UnstartedGateway.Tools.ToDictionary(tool => tool.Name);

    private static SkillSetOfProgram Shipped { get; } = SkillSetOfProgram.Read();

    [Fact]
    public void Each_can_be_read_and_is_neither_too_short_nor_too_long()
    {
        Assert.Empty(Shipped.Problems);
        Assert.True(Shipped.Skills.Count >= 6);
        Assert.All(Shipped.Skills, skill => Assert.InRange(skill.Text.Split('\n').Length, 40, 120));
        Assert.All(Shipped.Skills, skill => Assert.True(skill.When.Length > 0, skill.Name));
    }

    [Fact]
    public void Each_tool_that_one_mentions_exists() => Assert.Empty(
        from skill in Shipped.Skills
        from name in Mentioned(skill.Text).Concat(skill.Tools)
        where !Tools.ContainsKey(name)
        select $"{skill.Name}: {name}");

    [Fact]
    public void Each_call_that_one_shows_has_arguments_of_its_tool_and_all_that_it_requires()
    {
        var calls = (from skill in Shipped.Skills from call in Calls(skill.Text) select (Skill: skill.Name, call)).ToList();
        Assert.NotEmpty(calls);
        Assert.Empty(
            from one in calls
            let tool = Tools[one.call.Tool]
            from name in one.call.Arguments
            where tool.Arguments.All(argument => argument.Name != name)
            select $"{one.Skill}: {one.call.Tool} has no argument {name}");
        Assert.Empty(
            from one in calls
            from argument in Tools[one.call.Tool].Arguments
            where argument.IsRequired && !one.call.Arguments.Contains(argument.Name)
            select $"{one.Skill}: {one.call.Tool} needs {argument.Name}");
    }

    [Fact]
    public void Each_skill_that_one_refers_to_exists() => Assert.Empty(
        from skill in Shipped.Skills
        from Match match in Reference().Matches(skill.Text)
        where Shipped.Skills.All(other => other.Name != match.Groups[1].Value)
        select $"{skill.Name}: {match.Groups[1].Value}");

    /// <summary>A name of a tool stands between backticks and has an underscore; an argument may look the same.</summary>
    private static IEnumerable<string> Mentioned(string text) =>
        from Match match in Code().Matches(text)
        let name = match.Groups[1].Value
        where !Arguments.Contains(name) && !Words.Contains(name)
        select name;

    /// <summary>What stands in answers.</summary>
    private static readonly HashSet<string> Words =
        ["from_offset", "waiting_for", "session_lost", "approval_required"];

    private static readonly HashSet<string> Arguments =
        [.. Tools.Values.SelectMany(tool => tool.Arguments).Select(argument => argument.Name)];

    private static IEnumerable<(string Tool, HashSet<string> Arguments)> Calls(string text)
    {
        foreach (Match match in Call().Matches(text))
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text[(match.Index + match.Length - 1)..]));
            using var call = JsonDocument.ParseValue(ref reader);
            yield return (
                match.Groups[1].Value,
                [.. call.RootElement.EnumerateObject().Select(argument => argument.Name)]);
        }
    }

    [GeneratedRegex("`([a-z]+(?:_[a-z]+)+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^ *([a-z]+(?:_[a-z]+)+) \{", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"the\s+skill\s+([a-z][a-z-]+[a-z])")]
    private static partial Regex Reference();

    /// <summary>Written to a folder first, so that what is shipped is read as what people write is.</summary>
    private sealed record SkillSetOfProgram(IReadOnlyList<ReadSkill> Skills, IReadOnlyList<string> Problems)
    {
        public static SkillSetOfProgram Read()
        {
            using var folder = new TemporaryFolder();
            foreach (var skill in ShippedSkills.All)
                foreach (var file in skill.Files)
                    SkillFolders.Write(folder.Path, skill.Name, Encoding.UTF8.GetString(file.Bytes.Span), file.Path);
            var view = SkillCheck.Of(folder.Path, SkillFolders.Reader);
            return new(
                [
                    .. view.Skills.Select(skill => new ReadSkill(
                        skill.Name, skill.When ?? "", skill.Tools,
                        File.ReadAllText(Path.Combine(folder.Path, skill.Name, SkillRules.MainFile)))),
                ],
                [.. view.Problems.Select(problem => $"{problem.Path} {problem.Line}: {problem.Reason}")]);
        }
    }

    private sealed record ReadSkill(string Name, string When, IReadOnlyList<string> Tools, string Text);
}
