using AgentGateway.Runtime.Egress;

namespace AgentGateway.Runtime.Tests.Egress;

/// <summary>Hosts that the package managers of a home directory are set to.</summary>
public sealed class PackageSourcesTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(".npmrc", "registry=https://one.example/npm/\n@ours:registry = http://two.example:8080/\n")]
    [InlineData(
        ".config/pip/pip.conf",
        "[global]\nindex-url = https://one.example/x\nextra-index-url =\n    http://two.example:8080/a\ntimeout = 9\n")]
    [InlineData(
        ".cargo/config.toml",
        "[registries.a]\nindex = \"sparse+https://one.example/i/\"\n"
            + "[registries]\nb = { index = \"http://two.example:8080\" }\n")]
    [InlineData(
        ".nuget/NuGet/NuGet.Config",
        "<configuration><packageSources><clear/><add key='a' value='https://one.example/v3'/>"
            + "<add key='b' value='http://two.example:8080/'/><add key='c' value='/local'/>"
            + "</packageSources></configuration>")]
    [InlineData(
        ".m2/settings.xml",
        "<settings xmlns='urn:x'><mirrors><mirror><url>https://one.example/m</url></mirror>"
            + "<mirror><url>http://two.example:8080</url></mirror></mirrors></settings>")]
    public void Each_settings_file_names_its_hosts(string file, string content)
    {
        Write(file, content);
        Assert.Equal(["one.example", "two.example:8080"], Read());
    }

    [Fact]
    public void A_proxy_of_go_modules_is_named_by_the_environment() => Assert.Equal(
        ["one.example", "two.example:8443"],
        Read(("GOPROXY", "https://one.example/go,https://two.example:8443|direct,off")));

    [Fact]
    public void Credentials_in_addresses_and_lines_do_not_leave_the_reader()
    {
        Write(".npmrc", """
            //one.example/:_authToken=canary
            registry=https://user:canary@one.example/canary?token=canary
            ; registry=https://comment.example/
            """);
        Write(".cargo/config.toml", "[registries.a]\ntoken = \"canary\"\n");
        Assert.Equal(["one.example"], Read());
    }

    [Theory]
    [InlineData(".npmrc", "registry=${CANARY}\nregistry=file:///srv/npm\nregistry=")]
    [InlineData(".nuget/NuGet/NuGet.Config", "<configuration><packageSources>")]
    [InlineData(
        ".nuget/NuGet/NuGet.Config",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
            + "<packageSources><add value='https://&e;/'/></packageSources>")]
    public void What_names_no_host_adds_none(string file, string content)
    {
        Write(file, content);
        Assert.Empty(Read());
    }

    [Fact]
    public void A_file_that_is_too_long_is_left_out()
    {
        Write(".npmrc", "registry=https://one.example/\n" + new string(';', 300 * 1024));
        Assert.Empty(Read());
    }

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_home[file])!);
        File.WriteAllText(_home[file], content);
    }

    /// <summary>Without what this machine's own settings below /etc name.</summary>
    private string[] Read(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        var machine = PackageSources.Read(new Dictionary<string, string>());
        environment["HOME"] = _home["."];
        return [.. PackageSources.Read(environment).Except(machine)];
    }
}
