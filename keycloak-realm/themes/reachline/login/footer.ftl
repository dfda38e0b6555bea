<#macro content>
<div class="foot">
  <p><b>${msg("sharedComputer")}</b> ${msg("sharedComputerMeaning")}</p>
  <p>${msg("stuck")}</p>
</div>
</#macro>
