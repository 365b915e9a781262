using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace AgentGateway.Tidy.Tests;

/// <summary>What may stand in the repository at all.</summary>
public sealed partial class RepositoryTests
{
    private const int FileBytesMax = 512 * 1024;

    [Fact]
    public void No_file_names_a_place_of_one_machine() => Findings.None(
        from file in TextFiles()
        from line in Lines(file)
        where MachinePath().IsMatch(line.Text)
        select $"{file}:{line.Number}: {line.Text.Trim()}",
        "Paths are relative, or come from the environment.");

    [Fact]
    public void No_file_names_a_package_registry() => Findings.None(
        from file in TextFiles()
        from line in Lines(file)
        where RegistryHost().IsMatch(line.Text)
        select $"{file}:{line.Number}: {line.Text.Trim()}",
        "Where packages come from is the machine's setting.");

    [Fact]
    public void No_file_is_large() => Findings.None(
        from file in Repository.Files
        let size = new FileInfo(Path.Combine(Repository.Root, file)).Length
        where size > FileBytesMax
        select $"{file}: {size} bytes",
        "Large data is made or fetched by the test that needs it.");

    [Fact]
    public void Text_ends_its_lines_with_a_line_feed() => Findings.None(
        from file in TextFiles()
        where !file.EndsWith(".sln", StringComparison.Ordinal) && Repository.Read(file).Contains('\r')
        select file,
        "Lines end with a line feed alone.");

    [Theory]
    [InlineData("tests/run")]
    [InlineData(".ci/run")]
    [InlineData("tests/tools/npm-install")]
    [InlineData("tests/tools/record-programs")]
    [InlineData("src/AgentGateway/Packaging/record")]
    [InlineData("src/AgentGateway/Packaging/release")]
    [InlineData("src/AgentGateway/Packaging/install.sh")]
    [SupportedOSPlatform("linux")]
    public void A_script_can_be_run(string script) =>
        Assert.True(File.GetUnixFileMode(Path.Combine(Repository.Root, script)).HasFlag(UnixFileMode.UserExecute));

    [Theory]
    [InlineData("Domain", "tests/run: builds tests/AgentGateway.Domain.Tests and runs the tests of Domain\n")]
    [InlineData("Nosuch", "tests/run: 'Nosuch' is no option and no project.")]
    [InlineData("Agents", "tests/run: keeps these tools from npm in a cache of its own: aimock\n")]
    public void The_test_run_says_what_it_will_do_and_fetches_only_what_the_project_needs(string project, string said)
    {
        using var run = Process.Start(
            new ProcessStartInfo(Path.Combine(Repository.Root, "tests", "run"), ["--plan", project])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
        var text = run.StandardOutput.ReadToEnd() + run.StandardError.ReadToEnd();
        run.WaitForExit();

        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Equal(project == "Nosuch" ? 2 : 0, run.ExitCode);
        Assert.Equal(project == "Agents", text.Contains("npm", StringComparison.Ordinal));
    }

    private static IEnumerable<string> TextFiles() =>
        Repository.Files.Where(file => !Repository.Read(file).Contains('\0'));

    private static IEnumerable<(int Number, string Text)> Lines(string file) =>
        Repository.Read(file).Split('\n').Select((text, index) => (index + 1, text));

    // Spelled so that the pattern does not match itself.
    [GeneratedRegex(@"(?<![\w./~}-])/(?:work|root|home/(?!me/)[a-z]\w*|Users/[A-Za-z]\w*)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"(?:registry|nuget|npm|pkgs|packages|mirror|proxy|artifactory)[\w-]*\.[a-z0-9.-]+\.(?:org|com|io|net|dev|local|internal)\b|nuget\.org|npmjs\.")]
    private static partial Regex RegistryHost();
}
