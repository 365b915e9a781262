using System.Text;
using AgentGateway.Runtime.Backups;

namespace AgentGateway.Runtime.Tests.Backups;

public sealed class BackupNamesTests
{
    [Theory]
    [InlineData("agentgateway.db", BackupSection.Journal)]
    [InlineData("output.db", BackupSection.Output)]
    [InlineData("artifacts/ab/abcd", BackupSection.Artifacts)]
    [InlineData("appsettings.json", BackupSection.Settings)]
    [InlineData("agents/perun.md", BackupSection.Settings)]
    [InlineData("policy.yaml", BackupSection.Settings)]
    [InlineData("notes/of a person.txt", BackupSection.Settings)]
    [InlineData("token", BackupSection.Secrets)]
    [InlineData("approvals-passphrase", BackupSection.Secrets)]
    [InlineData("secrets/GITHUB", BackupSection.Secrets)]
    [InlineData("sessions/key", BackupSection.Secrets)]
    [InlineData("sessions/ses_1/output", BackupSection.Secrets)]
    public void Each_file_has_its_section(string name, BackupSection section)
    {
        Assert.Equal(section, BackupNames.SectionOf(name));
        Assert.True(BackupNames.MayRestore(name));
    }

    [Theory]
    [InlineData("agentgateway.db-wal")]
    [InlineData("agentgateway.db-head")]
    [InlineData("output.db.damaged")]
    [InlineData("daemon.json")]
    [InlineData("daemon.lock")]
    [InlineData("logs/agw.log")]
    [InlineData("backups/agentgateway-20260101T000000Z.tar.gz")]
    [InlineData("sandbox-homes/none/.cache/x")]
    [InlineData("sessions/pipes/x")]
    [InlineData("artifacts/abc.draft")]
    [InlineData("agw-backup/header.json")]
    public void What_a_daemon_makes_again_is_in_no_backup(string name)
    {
        Assert.Null(BackupNames.SectionOf(name));
        Assert.False(BackupNames.MayRestore(name));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("agents/../../outside")]
    [InlineData("agents//x")]
    [InlineData("./agents/x")]
    [InlineData("agents/")]
    [InlineData("")]
    public void A_name_that_leads_elsewhere_is_never_restored(string name) =>
        Assert.False(BackupNames.MayRestore(name));

    [Fact]
    public void Keys_are_left_out_of_settings_and_nothing_else_is_changed()
    {
        const string Settings =
            """
            // mine
            { "Providers": { "a": { "api_key": "sk-1", "base_url": "u", "API_KEY" : "s\"k-2", }, },
              "Log": { "Level": "Debug" } }
            """;
        Assert.Equal(
            Settings.Replace("\"sk-1\"", "\"\"", StringComparison.Ordinal)
                .Replace("\"s\\\"k-2\"", "\"\"", StringComparison.Ordinal),
            Encoding.UTF8.GetString(SettingsKeys.Without(Encoding.UTF8.GetBytes(Settings))!));
        Assert.Null(SettingsKeys.Without("{ \"api_key\": \"sk"u8.ToArray()));
    }
}
