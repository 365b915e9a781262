using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.ShellPolicy.Tests;

/// <summary>Which files a command names after expansion: an approval is bound to what they hold.</summary>
public sealed class NamedFileTests
{
    private static readonly ShellMachine Machine = new(
        "/home/me", ["/home/me/.agw"], new(_ => ShellPathZone.Workspace, _ => false, [])
        {
            RunsLater = _ => false, RunsLaterAtHome = _ => false,
        });

    [Theory]
    [InlineData("./build.sh", "/w/build.sh", true)]
    [InlineData("cd sub && ./build.sh", "/w/sub/build.sh", true)]
    [InlineData("bash build.sh --fast", "/w/build.sh", true)]
    [InlineData("bash -x build.sh", "/w/build.sh", true)]
    [InlineData(". ./env", "/w/env", true)]
    [InlineData("python3.11 tool.py", "/w/tool.py", true)]
    [InlineData("x=build; bash $x.sh", "/w/build.sh", true)]
    [InlineData("bash {a,b}.sh", "/w/b.sh", false)]
    [InlineData("bash ~/x.sh", "/home/me/x.sh", true)]
    [InlineData("env A=1 nice ./run", "/w/run", true)]
    [InlineData("bash -c 'sh inner.sh'", "/w/inner.sh", true)]
    [InlineData("unknown-tool --config=conf.yml", "/w/conf.yml", false)]
    [InlineData("curl -d @body.json host", "/w/body.json", false)]
    [InlineData("bash < script.sh", "/w/script.sh", false)]
    [InlineData("for f in one two; do ./$f; done", "/w/two", false)]
    [InlineData("echo $(./count.sh)", "/w/count.sh", true)]
    [InlineData("if true; then ( ./a", "/w/a", true)]
    public void Words_name_files_where_the_command_would_find_them(string line, string path, bool runs)
    {
        var found = Assert.Single(Files(line), file => file.Absolute == path);
        if (runs) Assert.True(found.Runs);
    }

    [Theory]
    [InlineData("bash *.sh", "*.sh", true)]
    [InlineData("cat logs/*.txt", "logs/*.txt", false)]
    [InlineData("bash $UNSET/run.sh", "$/run.sh", true)]
    [InlineData("cd $UNSET && ./run.sh", "./run.sh", true)]
    public void What_is_known_only_when_it_runs_is_told(string line, string written, bool runs) =>
        Assert.Contains(new ShellFile(written, null, runs), Files(line));

    [Fact]
    public void Words_of_a_program_name_files_too() => Assert.Contains(
        new ShellFile("tool.py", "/w/tool.py", true),
        ShellReader.Files(new(null, ["python3", "tool.py"], "/w"), Machine));

    private static IReadOnlyList<ShellFile> Files(string line) => ShellReader.Files(new(line, null, "/w"), Machine);
}
