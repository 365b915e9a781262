using AgentGateway.Runtime.Egress;

namespace AgentGateway.Runtime.Tests.Egress;

public sealed class HostRulesTests
{
    [Theory]
    [InlineData("files.example", "files.example:443", true)]
    [InlineData("files.example", "files.example:80", true)]
    [InlineData("files.example", "files.example:22", false)]
    [InlineData("files.example", "more.files.example:443", false)]
    [InlineData("files.example", "notfiles.example:443", false)]
    [InlineData("files.example:22", "files.example:22", true)]
    [InlineData("files.example:22", "files.example:443", false)]
    [InlineData("*.example", "files.example:443", true)]
    [InlineData("*.example", "more.files.example:443", true)]
    [InlineData("*.example", "example:443", false)]
    [InlineData("*.example", "badexample:443", false)]
    [InlineData("*.example:8443", "files.example:8443", true)]
    [InlineData("FILES.example.", "files.example:443", true)]
    public void A_rule_allows_what_it_names(string rule, string target, bool allowed) =>
        Assert.Equal(allowed, new HostRules([rule], () => []).Allows(EgressTarget.ReadAuthority(target, null)!.Value));

    [Fact]
    public void A_rule_that_cannot_be_read_is_named_and_allows_nothing()
    {
        foreach (var rule in (string[])["", "*", "https://files.example", "files.*", "a b", "files.example:x"])
        {
            var problem = Assert.Single(
                HostRules.Problems("Sandbox:Hosts", [rule, "files.example"], HostRules.Packages));
            Assert.Contains($"\"{rule}\"", problem.Message);
            Assert.False(new HostRules([rule], () => []).Allows(new("files.example", 443)));
        }
    }

    [Fact]
    public void The_set_of_package_hosts_stands_for_its_hosts_and_is_allowed_only_by_name()
    {
        string[] packages = ["packages.example", "*.mirror.example"];
        foreach (var target in (EgressTarget[])[new("packages.example", 443), new("a.mirror.example", 443)])
        {
            Assert.True(new HostRules([HostRules.Packages], () => packages).Allows(target));
            Assert.False(new HostRules([], () => packages).Allows(target));
        }
    }

    [Fact]
    public void The_hosts_of_package_managers_are_looked_up_once_and_only_where_a_rule_names_them()
    {
        var looked = 0;
        var without = new HostRules(["files.example"], Look);
        Assert.False(without.Allows(new("packages.example", 443)));
        Assert.Equal(0, looked);
        var with = new HostRules([HostRules.Packages], Look);
        Assert.Equal(0, looked);
        Assert.True(with.Allows(new("packages.example", 443)) && with.Allows(new("packages.example", 80)));
        Assert.Equal(1, looked);

        IEnumerable<string> Look()
        {
            looked++;
            return ["packages.example"];
        }
    }

    [Fact]
    public void The_set_of_package_hosts_does_not_stand_in_itself() =>
        Assert.Contains("Sandbox:PackageHosts", Assert.Single(
            HostRules.Problems("Sandbox:PackageHosts", [HostRules.Packages])).Message);
}
