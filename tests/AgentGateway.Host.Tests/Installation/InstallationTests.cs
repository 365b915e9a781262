using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Installation;

namespace AgentGateway.Host.Tests.Installation;

/// <summary>How the program finds itself, and what it tells service managers.</summary>
public sealed class InstallationTests
{
    [Theory]
    [InlineData("/opt/agw", "/opt/", "/opt/agw", "/opt/agw")]
    [InlineData("/tools/agw", "/tools/.store/x/", "/tools/agw", "/tools/agw")]
    [InlineData("/opt/agw-1.2", "/opt/", "/opt/agw-1.2", "/opt/agw-1.2")]
    [InlineData("/opt/agw (deleted)", "/opt/", "/opt/agw", "/opt/agw")]
    [InlineData("/usr/bin/dotnet", "/opt/", "/usr/bin/dotnet /opt/agw.dll", "/usr/bin/dotnet /opt/agw.dll")]
    [InlineData("/usr/bin/dotnet", "/opt/", "/usr/bin/dotnet /opt/agw", "/opt/agw")]
    public void The_program_is_started_again_as_it_was_installed(
        string process, string directory, string files, string expected) =>
        Assert.Equal(
            expected, string.Join(
                ' ', DaemonStarter.ProgramOf(process, directory, path => files.Split(' ').Contains(path))));

    [Fact]
    public void A_unit_takes_paths_as_they_are()
    {
        var unit = ServiceText.Systemd(["/a b/agw"], new("/data $HOME 100%\""));
        Assert.Contains("ExecStart=\"/a b/agw\" serve --data \"/data $$HOME 100%%\\\"\"\n", unit);
    }

    [Fact]
    public void The_text_for_launchd_is_xml()
    {
        var text = ServiceText.Launchd("agentgateway", ["/a&b/agw"], new DataDirectory("/data"));
        var words = System.Xml.Linq.XDocument.Parse(text.Replace("<!DOCTYPE", "<!--", StringComparison.Ordinal)
            .Replace("PropertyList-1.0.dtd\">", "-->", StringComparison.Ordinal)).Descendants("array").Single();
        Assert.Equal(["/a&b/agw", "serve", "--data", "/data"], words.Elements().Select(word => word.Value));
    }

    [Theory]
    [InlineData("/h/.dotnet/tools/agw", "/h/.dotnet/tools/.store/x/", "dotnet tool uninstall --global agentgateway")]
    [InlineData("/t/agw", "/t/.store/x/", "dotnet tool uninstall agentgateway --tool-path /t")]
    [InlineData(
        "/h/.local/lib/agentgateway/agw", "/h/.local/lib/agentgateway/",
        "rm -r /h/.local/lib/agentgateway /h/.local/bin/agw")]
    [InlineData("/x/agw", "/x/", "rm /x/agw")]
    public void What_removes_the_program_depends_on_what_installed_it(
        string process, string directory, string expected) =>
        Assert.Equal(expected, ProgramOrigin.Of(process, directory));
}
