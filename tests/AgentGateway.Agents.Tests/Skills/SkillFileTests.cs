using AgentGateway.Runtime.Skills;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Agents.Tests.Skills;

/// <summary>What is a skill, and what is told of what is none.</summary>
public sealed class SkillFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_skill_has_its_name_description_use_tools_and_text()
    {
        Write("release", "---\nname: release\ndescription: How a release is made.\nwhen: A version is published.\n"
            + "tools: [session_run, task_create]\nlicense: MIT\nmetadata: {version: 1.5, draft: false}\n---\n\n# Release\n");
        SkillFolders.Write(_folder.Path, "release", "more", "references/list.md");
        var skill = Assert.Single(Check().Skills);
        Assert.Equal(("release", "How a release is made.", "A version is published."),
            (skill.Name, skill.Description, skill.When));
        Assert.Equal(["session_run", "task_create"], skill.Tools);
        Assert.Equal(["SKILL.md", "references/list.md"], skill.Files);
    }

    [Theory]
    [InlineData("# No front matter", 1, "front matter")]
    [InlineData("---\nname: bad\n", 1, "front matter")]
    [InlineData("---\nname: bad\n---\n", 1, "\"description\" is missing")]
    [InlineData("---\ndescription: x\n---\n", 1, "\"name\" is missing")]
    [InlineData("---\ndescription: x\nname: other\n---\n", 3, "not that of its folder")]
    [InlineData("---\nname: bad\ndescription: [a, b]\n---\n", 3, "has to be a text")]
    [InlineData("---\nname: bad\ndescription: x\ntools: {a: 1}\n---\n", 4, "list of at most")]
    [InlineData("---\nname: bad\nname: bad\ndescription: x\n---\n", 3, "stands twice")]
    [InlineData("---\nname: bad\ndescription: \"x\n---\n", 3, "not YAML")]
    [InlineData("---\nname: bad\ndescription: &a [*a]\n---\n", 3, "Aliases")]
    [InlineData("---\nname: bad\nx: [[[[[[[[[[]]]]]]]]]]\n---\n", 3, "deeply")]
    [InlineData("---\n- bad\n---\n", 2, "keys and values")]
    [InlineData("---\n---\n", 2, "keys and values")]
    public void A_broken_one_is_named_with_its_line_and_the_reason_and_the_rest_load(string text, int line, string reason)
    {
        Write("bad", text);
        Write("good", SkillFolders.Text("good"));
        var checkedNow = Check();
        Assert.Equal("good", Assert.Single(checkedNow.Skills).Name);
        var problem = Assert.Single(checkedNow.Problems);
        Assert.EndsWith("bad/SKILL.md", problem.Path);
        Assert.Contains(reason, problem.Reason);
        Assert.Equal(line, problem.Line);
    }

    [Theory]
    [InlineData("Upper")]
    [InlineData("-lead")]
    [InlineData("two--hyphens")]
    [InlineData("dot.name")]
    public void A_name_has_small_letters_digits_and_single_hyphens(string name)
    {
        Write(name, SkillFolders.Text(name));
        Assert.Contains("small letters", Assert.Single(Check().Problems).Reason);
    }

    [Fact]
    public void Lengths_are_bounded()
    {
        Write("long-description", SkillFolders.Text("long-description", new string('x', 1_025)));
        Write("long-matter", $"---\nname: long-matter\ndescription: x\nmore: {new string('x', 20_000)}\n---\n");
        Write("long-file", SkillFolders.Text("long-file", body: new string('x', SkillRules.FileBytesMax)));
        Write("fits", SkillFolders.Text("fits", new string('x', 1_024)));
        var checkedNow = Check();
        Assert.Equal("fits", Assert.Single(checkedNow.Skills).Name);
        Assert.Equal(3, checkedNow.Problems.Count);
        Assert.All(checkedNow.Problems, problem => Assert.Matches("1025|16384|262144", problem.Reason));
    }

    [Fact]
    public void Nothing_outside_of_the_folder_is_read()
    {
        var secret = _folder["secret.md"];
        File.WriteAllText(secret, SkillFolders.Text("linked"));
        Directory.CreateDirectory(_folder["skills/linked"]);
        File.CreateSymbolicLink(_folder["skills/linked/SKILL.md"], secret);
        SkillFolders.Write(_folder["skills"], "part", SkillFolders.Text("part"));
        File.CreateSymbolicLink(_folder["skills/part/notes.md"], secret);
        Directory.CreateDirectory(_folder["elsewhere"]);
        SkillFolders.Write(_folder["elsewhere"], "whole", SkillFolders.Text("whole"));
        Directory.CreateSymbolicLink(_folder["skills/whole"], _folder["elsewhere/whole"]);
        var checkedNow = SkillCheck.Of(_folder["skills"], SkillFolders.Reader);
        Assert.Empty(checkedNow.Skills);
        Assert.Equal(3, checkedNow.Problems.Count);
        Assert.All(checkedNow.Problems, problem => Assert.Contains("link", problem.Reason));
    }

    [Fact]
    public void What_is_no_text_and_what_has_no_main_file_is_told()
    {
        SkillFolders.Write(_folder.Path, "empty", "x", "other.md");
        Write("binary", SkillFolders.Text("binary"));
        File.WriteAllBytes(Path.Combine(_folder.Path, "binary", "picture.png"), [0x89, 0xff, 0xfe, 0x00]);
        Assert.Equal(["UTF-8", "SKILL.md"], Check().Problems.Select(
            problem => problem.Reason.Contains("UTF-8", StringComparison.Ordinal) ? "UTF-8" : "SKILL.md"));
    }

    [Fact]
    public void A_folder_with_too_many_files_or_folders_in_folders_is_told()
    {
        Write("many", SkillFolders.Text("many"));
        for (var file = 0; file < SkillRules.FilesMax; file++)
            SkillFolders.Write(_folder.Path, "many", "x", $"file-{file}.md");
        Write("deep", SkillFolders.Text("deep"));
        SkillFolders.Write(_folder.Path, "deep", "x", "a/b/c/d/e/f.md");
        Assert.Equal(2, Check().Problems.Count);
    }

    [Fact]
    public void Random_front_matter_never_throws_and_is_either_read_or_told()
    {
        var random = new Random(14);
        string[] pieces =
        [
            "name: ", "description: ", "x", "---", "\n", "\n", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "|",
            ">", "\"", "'", "#", "  ", "\t", "%YAML 1.2", "...", "?", "\u0000", "\uD83D\uDE00", "0x1F", "1e9", ".inf",
        ];
        for (var round = 0; round < 4_000; round++)
        {
            var yaml = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)]));
            var matter = SkillFolders.Reader.Read(yaml, out var fault);
            Assert.True(matter is null != fault is null, yaml);
        }

        Assert.Null(SkillFolders.Reader.Read(new string('[', 16_000), out _));
        Assert.Null(SkillFolders.Reader.Read(string.Concat(Enumerable.Repeat("a:\n ", 4_000)), out _));
    }

    private void Write(string name, string text) => SkillFolders.Write(_folder.Path, name, text);

    private SkillCheckView Check() => SkillCheck.Of(_folder.Path, SkillFolders.Reader);
}
