import { t } from "../state/language.ts";

export function Brand({ province }: { readonly province: string | undefined }) {
  return (
    <div class="brand">
      <span class="brand-number">12333</span>
      <span class="brand-name">{t("hotline", { province: province ?? "" })}</span>
    </div>
  );
}
